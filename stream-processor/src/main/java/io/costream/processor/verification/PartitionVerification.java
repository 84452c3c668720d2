package io.costream.processor.verification;

import io.costream.processor.domain.Progress;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.verification.CellComparison;
import io.costream.processor.domain.verification.Difference;
import io.costream.processor.domain.verification.Differences;
import io.costream.processor.domain.verification.PartitionRecount;
import io.costream.processor.domain.verification.Readmission;
import io.costream.processor.domain.verification.RecomputedCells;
import io.costream.processor.domain.verification.Repricing;
import io.costream.processor.domain.verification.Span;
import io.costream.processor.domain.verification.WindowDigests;
import io.costream.processor.prices.ReferenceData;
import io.costream.processor.state.CellStream;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Counts one partition again and compares it. For one thread, once. */
final class PartitionVerification {
    /** What was compared. */
    record Counted(long calls, long postings, long cells) {}

    /** Cells, and producers, that stay in memory. */
    private static final int MOST_IN_MEMORY = 50_000;

    private static final int CELLS = 1;
    private static final int CALL_IDS = 2;
    private static final int PRODUCERS = 3;
    private static final int CHANGES = 4;

    private final Map<String, Object> clients;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final ReferenceData reference;
    private final Span span;
    private final Differences differences;
    private final WindowDigests digests;
    private final Path folder;
    private final VerificationProgress progress;
    private final long readBefore;

    PartitionVerification(
            Map<String, Object> clients,
            SchemaRegistry registry,
            Topics topics,
            ReferenceData reference,
            Span span,
            Differences differences,
            WindowDigests digests,
            Path folder,
            VerificationProgress progress,
            long readBefore) {
        this.clients = clients;
        this.registry = registry;
        this.topics = topics;
        this.reference = reference;
        this.span = span;
        this.differences = differences;
        this.digests = digests;
        this.folder = folder;
        this.progress = progress;
        this.readBefore = readBefore;
    }

    Counted run(Spool spool) throws IOException {
        int partition = spool.partition();
        Span compared = span.without(spool.progress().map(Progress::horizon).orElse(PurgeHorizon.NONE));
        CellComparison comparison = new CellComparison(partition, compared, reference::calendar, differences, digests);
        try (RocksScratch scratch = new RocksScratch(folder.resolve("scratch-" + partition));
                CellStream kept = spool.cells()) {
            Optional<Progress> counted = spool.progress();
            if (counted.isEmpty()) {
                comparison.compare(Collections.emptyIterator(), kept);
                return new Counted(0, 0, comparison.compared());
            }
            RecomputedCells cells = new RecomputedCells(
                    kept.rollups(), scratch.section(CELLS), compared, reference::calendar, MOST_IN_MEMORY);
            PartitionRecount recount = recount(spool, counted.get(), scratch, cells);
            comparison.compare(cells.sorted(), kept);
            return new Counted(recount.read(), recount.postings(), comparison.compared());
        }
    }

    private PartitionRecount recount(Spool spool, Progress counted, RocksScratch scratch, RecomputedCells cells) {
        TopicPartition calls = new TopicPartition(topics.calls(), spool.partition());
        TopicPartition ledger = new TopicPartition(topics.pricedCalls(), spool.partition());
        TopicPartition adjustments = new TopicPartition(topics.adjustments(), spool.partition());
        PostedLines lines = new PostedLines(registry);
        SortedChanges changes = new SortedChanges(scratch.section(CHANGES), lines, topics.adjustments());
        try (PartitionLog raw = new PartitionLog(clients, calls);
                PartitionLog posted = new PartitionLog(clients, ledger);
                PartitionLog adjusted = new PartitionLog(clients, adjustments)) {
            requireWhole(calls, raw.beginning(), counted.firstOffset());
            requireWhole(ledger, posted.beginning(), 0);
            requireWhole(adjustments, adjusted.beginning(), 0);
            nameUncounted(spool.partition(), raw.beginning(), counted.firstOffset());
            changes.readFrom(adjusted, counted.nextAdjustment());
            KafkaLedgerLines ledgerLines = new KafkaLedgerLines(posted, lines, () -> PartitionLog.end(clients, ledger));
            PartitionRecount recount = new PartitionRecount(
                    spool.partition(),
                    span,
                    new Readmission(
                            scratch.section(CALL_IDS), scratch.section(PRODUCERS), spool.horizon(), MOST_IN_MEMORY),
                    new Repricing(reference::prices),
                    cells,
                    differences,
                    ledgerLines,
                    PartitionLog.end(clients, calls),
                    changes.byCall());
            count(raw, counted.nextOffset(), recount);
            recount.end(counted);
            return recount;
        }
    }

    private void count(PartitionLog raw, long below, PartitionRecount recount) {
        RawCalls records = new RawCalls(registry, topics.partitions());
        for (ConsumerRecord<byte[], byte[]> record = raw.peek(below); record != null; record = raw.peek(below)) {
            recount.count(records.read(record));
            progress.at(readBefore + recount.read());
            raw.take();
        }
    }

    private static void requireWhole(TopicPartition partition, long beginning, long needed) {
        if (beginning > needed) {
            throw new CannotVerifyException(partition + " begins at offset " + beginning + ", but is needed from "
                    + needed + " on: what stood before has been deleted");
        }
    }

    private void nameUncounted(int partition, long beginning, long first) {
        if (beginning < first) {
            differences.add(new Difference.OfCount(partition, "first_offset", first, beginning));
        }
    }
}
