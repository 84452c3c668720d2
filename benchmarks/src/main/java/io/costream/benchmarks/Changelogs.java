package io.costream.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What an application wrote to its changelogs.
 *
 * @param bytes of keys and values, before compression
 */
record Changelogs(long records, long bytes) {
    private static final Duration POLL = Duration.ofMillis(200);

    /** What was written since. */
    Changelogs minus(Changelogs before) {
        return new Changelogs(records - before.records, bytes - before.bytes);
    }

    /** Reads the committed records of all changelogs of an application. */
    static Changelogs of(Map<String, Object> clients, String applicationId) {
        clients.put("isolation.level", "read_committed");
        clients.put("enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (List<PartitionInfo> topic : consumer.listTopics().values()) {
                for (PartitionInfo partition : topic) {
                    String name = partition.topic();
                    if (name.startsWith(applicationId + '-') && name.endsWith("-changelog")) {
                        partitions.add(new TopicPartition(name, partition.partition()));
                    }
                }
            }
            return partitions.isEmpty() ? new Changelogs(0, 0) : read(consumer, partitions);
        }
    }

    private static Changelogs read(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long records = 0;
        long bytes = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                records++;
                bytes += Math.max(record.serializedKeySize(), 0) + Math.max(record.serializedValueSize(), 0);
            }
        }
        return new Changelogs(records, bytes);
    }
}
