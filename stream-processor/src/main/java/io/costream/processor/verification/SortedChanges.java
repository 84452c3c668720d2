package io.costream.processor.verification;

import io.costream.processor.domain.verification.Posted.PostedChange;
import io.costream.processor.domain.verification.Scratch;
import io.costream.processor.domain.verification.StoredEntry;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The adjustments of one partition, ordered by the calls they change: runs append them one behind the other. */
final class SortedChanges {
    private final Scratch scratch;
    private final PostedLines lines;
    private final String topic;

    SortedChanges(Scratch scratch, PostedLines lines, String topic) {
        this.scratch = scratch;
        this.lines = lines;
        this.topic = topic;
    }

    /** Takes every adjustment below the offset. */
    void readFrom(PartitionLog log, long below) {
        for (ConsumerRecord<byte[], byte[]> record = log.peek(below); record != null; record = log.peek(below)) {
            if (!lines.isBarrier(record)) {
                long call = lines.change(record).callOffset();
                byte[] key = ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(call)
                        .putLong(record.offset())
                        .array();
                scratch.put(key, record.value());
            }
            log.take();
        }
    }

    /** All of them, ascending by call, those of one call in the order of the log. */
    Iterator<PostedChange> byCall() {
        Iterator<StoredEntry> entries = scratch.all();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public PostedChange next() {
                return lines.change(topic, entries.next().value());
            }
        };
    }
}
