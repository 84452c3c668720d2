package io.costream.processor.repricing;

import io.costream.processor.domain.Admission;
import io.costream.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Whether the ledger still holds everything about the calls of a time. */
final class LedgerStart {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> config;
    private final Topics topics;

    LedgerStart(Map<String, Object> clientConfig, Topics topics) {
        this.config = new HashMap<>(clientConfig);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        this.topics = topics;
    }

    /** Refuses where records have been deleted that may be about calls from that instant on. */
    void requireReachTo(Instant from) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < topics.partitions(); partition++) {
                partitions.add(new TopicPartition(topics.pricedCalls(), partition));
                partitions.add(new TopicPartition(topics.adjustments(), partition));
            }
            consumer.beginningOffsets(partitions).forEach((partition, start) -> {
                if (start > 0) {
                    require(consumer, partition, from);
                }
            });
        }
    }

    /** A call is never appended much earlier than it is made, so what was deleted is older than what is left. */
    private static void require(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Instant from) {
        Optional<Instant> first = first(consumer, partition);
        if (first.isEmpty() || first.get().isAfter(from.minus(Admission.MOST_AHEAD))) {
            throw new RepricingRefusedException("the ledger does not reach back to " + from + ": " + partition
                    + first.map(at -> " begins with what was written at " + at).orElse(" is empty")
                    + ", the records before are deleted");
        }
    }

    private static Optional<Instant> first(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return Optional.of(Instant.ofEpochMilli(record.timestamp()));
            }
        }
        return Optional.empty();
    }
}
