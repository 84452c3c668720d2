package io.costream.processor.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what a topic holds at this moment, from the first record to the last, and ends. Only committed records. Safe
 * for use by many threads: each reading has a consumer of its own.
 */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> consumerConfig;

    /**
     * A reader for a cluster.
     *
     * @param consumerConfig how to connect; what reading needs beyond that is set here
     */
    public TopicReader(Map<String, Object> consumerConfig) {
        this.consumerConfig = Map.copyOf(consumerConfig);
    }

    /**
     * Hands over each record in the order of its partition until there are no more, or the visitor has enough.
     *
     * @param visitor returns false to stop
     * @return by partition, the offset behind the last record that was there when the reading began
     */
    public Map<TopicPartition, Long> read(
            List<TopicPartition> partitions, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config(), bytes, bytes)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    long end = ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
                    if (record.offset() < end && !visitor.test(record)) {
                        return ends;
                    }
                }
            }
            return ends;
        }
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(consumerConfig);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("max.poll.records", "5000");
        // Closing waits for the fetch behind the last record, which would find nothing for as long as this.
        config.put("fetch.max.wait.ms", "10");
        return config;
    }
}
