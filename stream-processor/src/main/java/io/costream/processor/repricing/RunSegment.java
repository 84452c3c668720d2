package io.costream.processor.repricing;

import io.costream.avro.Adjustment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The adjustments of one run in one partition, read a few at a time. Shares its consumer. Not thread-safe. */
final class RunSegment {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long start;
    private final long end;
    private final LedgerDecoder<Adjustment> decoder;
    private final LedgerVisitor visitor;
    private final Deque<Adjustment> waiting = new ArrayDeque<>();
    private long next;

    RunSegment(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            RunRange range,
            LedgerDecoder<Adjustment> decoder,
            LedgerVisitor visitor) {
        this.consumer = consumer;
        this.partition = partition;
        this.start = range.start();
        this.end = range.end();
        this.decoder = decoder;
        this.visitor = visitor;
        this.next = range.start();
    }

    /** The call that the next adjustment changes; beyond all calls where there is none. */
    long nextCallOffset() {
        return isAtEnd() ? Long.MAX_VALUE : waiting.element().getCallOffset();
    }

    Adjustment take() {
        return waiting.remove();
    }

    boolean isAtEnd() {
        while (waiting.isEmpty() && next < end) {
            readOn();
        }
        return waiting.isEmpty();
    }

    private void readOn() {
        visitor.pause();
        // Other partitions and other runs' places are read by the same consumer: what it had fetched ahead is worth
        // keeping only for this one.
        boolean elsewhere = !consumer.assignment().contains(partition);
        if (elsewhere) {
            consumer.assign(List.of(partition));
        }
        if (elsewhere || consumer.position(partition) != next) {
            consumer.seek(partition, next);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() >= end) {
                break;
            }
            read(record);
        }
        next = Math.min(end, consumer.position(partition));
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (!decoder.isBarrier(record)) {
            waiting.add(decoder.decode(record));
        } else if (record.offset() != start) {
            throw new LedgerMovedException();
        }
    }
}
