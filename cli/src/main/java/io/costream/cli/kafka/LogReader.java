package io.costream.cli.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records between two positions of topics' logs. Not thread-safe. */
public final class LogReader {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Longer than a transaction that a dead writer left open can hold the log back. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** After this long without a record Kafka is asked whether it is there: polling alone would never tell. */
    private static final Duration SILENCE = Duration.ofSeconds(4);

    private final KafkaAccess kafka;

    public LogReader(KafkaAccess kafka) {
        this.kafka = kafka;
    }

    /** Where the logs end now, open transactions included. */
    public Map<TopicPartition, Long> ends(List<String> topics) {
        try (Consumer<String, byte[]> consumer = kafka.uncommittedConsumer()) {
            Set<TopicPartition> partitions = new HashSet<>();
            for (String topic : topics) {
                consumer.partitionsFor(topic)
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            }
            return consumer.endOffsets(partitions);
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
    }

    /** Where the logs begin now. */
    public Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions) {
        try (Consumer<String, byte[]> consumer = kafka.uncommittedConsumer()) {
            return consumer.beginningOffsets(partitions);
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
    }

    /** Hands over every committed record from the first position of its partition up to the other, in log order. */
    public void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
        Map<TopicPartition, Long> open = new HashMap<>();
        to.forEach((partition, end) -> {
            if (from.getOrDefault(partition, 0L) < end) {
                open.put(partition, end);
            }
        });
        Consumer<String, byte[]> consumer = kafka.consumer();
        try {
            consumer.assign(open.keySet());
            open.keySet().forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            readTo(to, open, consumer, reader);
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO)); // Nothing is to be said to a Kafka that may be gone.
        }
    }

    private static void readTo(
            Map<TopicPartition, Long> to,
            Map<TopicPartition, Long> open,
            Consumer<String, byte[]> consumer,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
        long last = System.nanoTime();
        long asked = last;
        while (!open.isEmpty()) {
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                last = System.nanoTime();
                if (entry.offset() < to.getOrDefault(new TopicPartition(entry.topic(), entry.partition()), 0L)) {
                    reader.accept(entry);
                }
            }
            boolean reached = open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (reached) {
                consumer.assign(open.keySet());
            }
            long now = System.nanoTime();
            if (now - last > PATIENCE.toNanos()) {
                throw new KafkaException("the end of " + open.keySet() + " is not reached");
            }
            if (now - Math.max(last, asked) > SILENCE.toNanos()) {
                asked = now;
                consumer.endOffsets(open.keySet());
            }
        }
    }
}
