package io.costream.processor.verification;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The committed records of one partition, one at a time, from the first that is there. For one thread. */
final class PartitionLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    /** Longer than a transaction that a dead writer left open can hold the log back. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
    private @Nullable ConsumerRecord<byte[], byte[]> next;

    PartitionLog(Map<String, Object> clients, TopicPartition partition) {
        this.partition = partition;
        Map<String, Object> config = new HashMap<>(clients);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("max.poll.records", "2000");
        config.put("fetch.max.wait.ms", "50");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(config, bytes, bytes);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** The first offset that is still there. */
    long beginning() {
        return offset(consumer.beginningOffsets(List.of(partition)));
    }

    /** Behind the last record of this moment, whether it is committed or not. */
    static long end(Map<String, Object> clients, TopicPartition partition) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> any = new KafkaConsumer<>(clients, bytes, bytes)) {
            return offset(any.endOffsets(List.of(partition)));
        }
    }

    private static long offset(Map<TopicPartition, Long> offsets) {
        return offsets.values().iterator().next();
    }

    /**
     * The next record below the offset; null where there is none.
     *
     * @throws TimeoutException if an open transaction, or the broker, keeps the log from being read up to there
     */
    @Nullable
    ConsumerRecord<byte[], byte[]> peek(long below) {
        long began = System.nanoTime();
        while (next == null) {
            if (polled.hasNext()) {
                next = polled.next();
            } else if (consumer.position(partition) >= below) {
                return null;
            } else {
                polled = consumer.poll(POLL).iterator();
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new TimeoutException(partition + " could not be read up to offset " + below);
                }
            }
        }
        return next.offset() < below ? next : null;
    }

    /** Goes on to the record behind. */
    void take() {
        next = null;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
