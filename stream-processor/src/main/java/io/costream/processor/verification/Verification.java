package io.costream.processor.verification;

import io.costream.processor.domain.verification.Differences;
import io.costream.processor.domain.verification.Span;
import io.costream.processor.domain.verification.WindowDigests;
import io.costream.processor.prices.ReferenceData;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Proves that totals, ledger and raw calls agree: asks the owner of each partition for its cells, counts the raw calls
 * again exactly up to the offsets that these reflect, and compares. Memory does not grow with calls or cells; the cells
 * and what is summed up are kept in a folder meanwhile. For one thread.
 */
public final class Verification {
    private static final Duration REFERENCE_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, Object> clients;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final SnapshotSource source;

    /**
     * A verification of one Costream.
     *
     * @param clients how to connect to Kafka
     * @param topics with the number of partitions that there are
     */
    public Verification(Map<String, Object> clients, SchemaRegistry registry, Topics topics, SnapshotSource source) {
        this.clients = Map.copyOf(clients);
        this.registry = registry;
        this.topics = topics;
        this.source = source;
    }

    /**
     * Verifies.
     *
     * @param span which windows are compared
     * @throws CannotVerifyException if calls or postings are no longer there, or calls are held
     * @throws IOException if an instance cannot be read, or the disk not be written
     */
    public Verified run(Span span, VerificationProgress progress) throws IOException {
        Path folder = Files.createTempDirectory("costream-verify");
        try {
            List<Spool> spools = new ArrayList<>();
            for (int partition = 0; partition < topics.partitions(); partition++) {
                spools.add(Spool.copy(partition, source, folder));
            }
            // After the cells, so that no posting names a revision that is not known here.
            try (ReferenceData reference = ReferenceData.start(clients, registry, topics, REFERENCE_TIMEOUT)) {
                return compare(spools, span, progress, reference, folder);
            }
        } finally {
            delete(folder);
        }
    }

    private Verified compare(
            List<Spool> spools, Span span, VerificationProgress progress, ReferenceData reference, Path folder)
            throws IOException {
        Differences differences = new Differences();
        WindowDigests digests = new WindowDigests();
        SortedMap<Integer, Long> asOf = new TreeMap<>();
        SortedMap<Integer, Instant> purged = new TreeMap<>();
        long calls = 0;
        long postings = 0;
        long cells = 0;
        progress.begin(spools.stream().mapToLong(Spool::offsets).sum());
        for (Spool spool : spools) {
            PartitionVerification partition = new PartitionVerification(
                    clients, registry, topics, reference, span, differences, digests, folder, progress, calls);
            PartitionVerification.Counted counted = partition.run(spool);
            calls += counted.calls();
            postings += counted.postings();
            cells += counted.cells();
            spool.progress().ifPresent(reached -> {
                asOf.put(spool.partition(), reached.nextOffset());
                reached.horizon().instant().ifPresent(instant -> purged.put(spool.partition(), instant));
            });
            Files.delete(spool.file());
        }
        return new Verified(
                calls, postings, cells, differences.number(), differences.kept(), digests.byWindow(), purged, asOf);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
