package io.costream.processor.repricing;

import io.costream.avro.Adjustment;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The adjustments of one partition, handed out call by call: one place in the log for each earlier run. What is
 * out of order there is a stray. Not thread-safe.
 */
final class EarlierAdjustments {
    /** Adjustments of one run that are kept in memory. */
    static final int AT_ONCE = 128;

    private final List<RunSegment> segments = new ArrayList<>();
    private final LedgerVisitor visitor;
    private final int partition;

    /** @param ranges where earlier runs posted, in their order */
    EarlierAdjustments(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            List<RunRange> ranges,
            LedgerDecoder<Adjustment> decoder,
            LedgerVisitor visitor) {
        this.visitor = visitor;
        this.partition = partition.partition();
        ranges.forEach(range -> segments.add(new RunSegment(consumer, partition, range, decoder, visitor)));
    }

    /** What the runs changed about the call, in their order. Calls are asked for in the order of their offsets. */
    List<Adjustment> of(long callOffset) {
        if (segments.isEmpty()) {
            return List.of();
        }
        List<Adjustment> found = new ArrayList<>(1);
        for (RunSegment segment : segments) {
            while (segment.nextCallOffset() <= callOffset) {
                Adjustment next = segment.take();
                if (next.getCallOffset() == callOffset) {
                    found.add(next);
                } else {
                    visitor.stray(next, partition);
                }
            }
        }
        segments.removeIf(RunSegment::isAtEnd);
        return found;
    }

    /** No call is left: neither may be an adjustment. */
    void finish() {
        for (RunSegment segment : segments) {
            while (!segment.isAtEnd()) {
                visitor.stray(segment.take(), partition);
            }
        }
    }
}
