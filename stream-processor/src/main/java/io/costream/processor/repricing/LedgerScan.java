package io.costream.processor.repricing;

import io.costream.avro.Adjustment;
import io.costream.avro.PricedCall;
import io.costream.avro.Repricing;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the ledger as it stands: each call with every adjustment of it, all partitions side by side. A run posts its
 * adjustments in the order of the calls, so as many places are remembered as there were runs, whatever the number of
 * calls. Committed records only. Not thread-safe.
 */
public final class LedgerScan implements AutoCloseable {
    private final Topics topics;
    private final RunLog runs;
    private final KafkaConsumer<byte[], byte[]> postings;
    private final KafkaConsumer<byte[], byte[]> changes;
    private final LedgerDecoder<PricedCall> pricedCalls;
    private final LedgerDecoder<Adjustment> adjustments;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "ledger-reader");
        made.setDaemon(true);
        return made;
    });

    /**
     * A reader.
     *
     * @param clientConfig how to connect
     */
    public LedgerScan(Map<String, Object> clientConfig, SchemaRegistry registry, Topics topics) {
        this.topics = topics;
        this.runs = new RunLog(clientConfig, registry, topics);
        this.pricedCalls = new LedgerDecoder<>(
                registry, AvroSerde.of(PricedCall.class, registry).deserializer());
        this.adjustments = new LedgerDecoder<>(
                registry, AvroSerde.of(Adjustment.class, registry).deserializer());
        this.postings = consumer(clientConfig, PostingsAhead.AT_ONCE, 1 << 20);
        this.changes = consumer(clientConfig, EarlierAdjustments.AT_ONCE, 256 << 10);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> clientConfig, int records, int bytes) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        config.put("max.poll.records", records);
        config.put("max.partition.fetch.bytes", bytes);
        // Closing waits for a fetch that finds nothing.
        config.put("fetch.max.wait.ms", 20);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All that every partition holds now. */
    public List<LedgerReach> reaches() {
        // Adjustments first: the calls they change were posted before them.
        Map<TopicPartition, Long> changeEnds = changes.endOffsets(partitions(topics.adjustments()));
        Map<TopicPartition, Long> postingEnds = postings.endOffsets(partitions(topics.pricedCalls()));
        return IntStream.range(0, topics.partitions())
                .mapToObj(partition -> LedgerReach.toEnd(
                        partition,
                        postingEnds.getOrDefault(new TopicPartition(topics.pricedCalls(), partition), 0L),
                        changeEnds.getOrDefault(new TopicPartition(topics.adjustments(), partition), 0L)))
                .toList();
    }

    /** About how many postings there are. */
    public long size() {
        List<TopicPartition> partitions = partitions(topics.pricedCalls());
        Map<TopicPartition, Long> ends = postings.endOffsets(partitions);
        postings.beginningOffsets(partitions).forEach((partition, start) -> ends.merge(partition, -start, Long::sum));
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /**
     * Shows every call, those of a partition in their order. Where a reach is a run's barrier that is not there yet, it
     * is waited for: the visitor's {@code pause} may end that by throwing.
     */
    public void read(List<LedgerReach> reaches, LedgerVisitor visitor) {
        Map<Integer, EarlierAdjustments> earlier = earlier(reaches, visitor);
        try (PostingsAhead ahead = new PostingsAhead(reader, postings, topics.pricedCalls(), reaches, pricedCalls)) {
            boolean reached = false;
            while (!reached) {
                visitor.pause();
                Optional<PostingsAhead.Batch> batch = ahead.next();
                batch.ifPresent(some -> some.postings().forEach(read -> show(read, earlier, visitor)));
                reached = batch.isPresent() && batch.get().isLast();
            }
        }
        earlier.values().forEach(EarlierAdjustments::finish);
    }

    private static void show(PostingsAhead.Read read, Map<Integer, EarlierAdjustments> earlier, LedgerVisitor visitor) {
        int partition = read.record().partition();
        visitor.call(new LedgerCall(
                Objects.requireNonNullElse(read.record().key(), new byte[0]),
                read.posted(),
                Objects.requireNonNull(earlier.get(partition)).of(read.posted().getCallOffset()),
                partition,
                read.record().offset()));
    }

    private Map<Integer, EarlierAdjustments> earlier(List<LedgerReach> reaches, LedgerVisitor visitor) {
        // Only now: every run that has posted below the reaches is known.
        List<Repricing> known = runs.all();
        Map<TopicPartition, Long> starts = changes.beginningOffsets(partitions(topics.adjustments()));
        Map<Integer, EarlierAdjustments> earlier = new HashMap<>();
        for (LedgerReach reach : reaches) {
            TopicPartition partition = new TopicPartition(topics.adjustments(), reach.partition());
            List<RunRange> ranges =
                    RunRange.of(known, reach.partition(), starts.getOrDefault(partition, 0L), reach.adjustments());
            earlier.put(reach.partition(), new EarlierAdjustments(changes, partition, ranges, adjustments, visitor));
        }
        return earlier;
    }

    @Override
    public void close() {
        reader.shutdown();
        postings.close();
        changes.close();
    }
}
