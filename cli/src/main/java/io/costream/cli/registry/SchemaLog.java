package io.costream.cli.registry;

import io.costream.schemas.TopicSpec;
import io.costream.schemas.TopicTable;
import io.costream.schemas.TopicsAdmin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The registry's topic. A change is decided on everything written before and committed as one transaction; all
 * registries of a topic share one transactional id, so that of two that decide at once only one commits, and the other
 * decides again. Thread-safe.
 */
final class SchemaLog implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long SHORTEST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Map<String, Object> writing;
    private final String topic;
    private final TopicTable<String> table;
    private volatile Known known = new Known(Map.of(), SchemaRecords.state(Map.of()));
    private @Nullable KafkaProducer<String, String> producer;

    private SchemaLog(String bootstrapServers, String topic) {
        this.topic = topic;
        this.writing = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "registry-" + topic,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                10_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                TIMEOUT.toMillis());
        this.table = TopicTable.start(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                topic,
                bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Creates the topic where it is missing; returns when it has been read. */
    static SchemaLog open(String bootstrapServers, String topic) {
        try (Admin admin = Admin.create(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000))) {
            int brokers = admin.describeCluster().nodes().get().size();
            TopicsAdmin.createOrVerify(
                    admin, List.of(new TopicSpec(topic, 1, Map.of("cleanup.policy", "compact"))), (short)
                            Math.min(3, brokers));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("the registry cannot reach Kafka at " + bootstrapServers, e.getCause());
        }
        SchemaLog log = new SchemaLog(bootstrapServers, topic);
        try {
            log.refresh();
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** What has been read so far. */
    @SuppressWarnings("ReferenceEquality") // A snapshot never changes, so the same one means the same state.
    RegistryState state() {
        Map<String, String> snapshot = table.snapshot();
        Known last = known;
        if (last.snapshot() != snapshot) {
            last = new Known(snapshot, SchemaRecords.state(snapshot));
            known = last;
        }
        return last.state();
    }

    private record Known(Map<String, String> snapshot, RegistryState state) {}

    /** What has been committed by anyone before this call. */
    RegistryState refresh() {
        table.awaitEnd(TIMEOUT);
        return state();
    }

    boolean isHealthy() {
        return table.isHealthy();
    }

    /** A change of the state, with the answer to who asked for it. */
    record Change<T>(T answer, List<SchemaRecords.Entry> entries) {}

    /**
     * Commits what is decided on the newest state. A commit that fails is decided again by a new writer, which first ends
     * whatever the old one left open: a decision may be made several times, and what it decided may already be there.
     */
    synchronized <T> T change(Function<RegistryState, Change<T>> decision) {
        long start = System.nanoTime();
        for (long pause = SHORTEST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                KafkaProducer<String, String> writer = writer();
                Change<T> change = decision.apply(refresh());
                if (!change.entries().isEmpty()) {
                    commit(writer, change.entries());
                    refresh();
                }
                return change.answer();
            } catch (KafkaException e) {
                closeWriter();
                if (e instanceof InterruptException || System.nanoTime() - start > TIMEOUT.toNanos()) {
                    throw e;
                }
                pauseUpTo(pause);
            }
        }
    }

    /** Waits for a random time: two registries that fence each other would else do so for ever. */
    private static void pauseUpTo(long millis) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis) + 1);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void commit(KafkaProducer<String, String> writer, List<SchemaRecords.Entry> entries) {
        writer.beginTransaction();
        for (SchemaRecords.Entry entry : entries) {
            // The commit fails where a send has failed.
            var unused = writer.send(new ProducerRecord<>(topic, entry.key(), entry.value()));
        }
        writer.commitTransaction();
    }

    /** A writer that was the last to start when it started: whoever writes later has fenced it. */
    private KafkaProducer<String, String> writer() {
        KafkaProducer<String, String> writer = producer;
        if (writer == null) {
            writer = new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer());
            try {
                writer.initTransactions();
            } catch (KafkaException e) {
                writer.close(Duration.ZERO);
                throw e;
            }
            producer = writer;
        }
        return writer;
    }

    private void closeWriter() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public synchronized void close() {
        closeWriter();
        table.close();
    }
}
