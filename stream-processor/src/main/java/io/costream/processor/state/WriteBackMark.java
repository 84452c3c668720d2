package io.costream.processor.state;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of and behind everything that one write-back changes. A standby gets the records in the order in which
 * they were written, but may stop anywhere between them: it holds the whole of a write-back and nothing of the next one
 * where both marks are the same.
 *
 * @param number counts the write-backs of a partition
 * @param writtenMillis by the clock of the instance that wrote
 */
record WriteBackMark(long number, long writtenMillis) {
    private static final Bytes FRONT = Bytes.wrap(new byte[] {0, 2});
    private static final Bytes BACK = Bytes.wrap(new byte[] {0, 3});

    static final WriteBackMark NONE = new WriteBackMark(0, 0);

    /** The first thing that a write-back writes. */
    KeyValue<Bytes, byte[]> front() {
        return KeyValue.pair(FRONT, toBytes());
    }

    /** The last thing that a write-back writes. */
    KeyValue<Bytes, byte[]> back() {
        return KeyValue.pair(BACK, toBytes());
    }

    /** The newest write-back that is stored to its end. */
    static Optional<WriteBackMark> ended(Function<Bytes, byte @Nullable []> stored) {
        return read(stored.apply(BACK));
    }

    /** The newest write-back of which anything is stored. */
    static Optional<WriteBackMark> begun(Function<Bytes, byte @Nullable []> stored) {
        return read(stored.apply(FRONT));
    }

    private static Optional<WriteBackMark> read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return Optional.of(new WriteBackMark(buffer.getLong(), buffer.getLong()));
    }

    WriteBackMark next(Instant now) {
        return new WriteBackMark(number + 1, now.toEpochMilli());
    }

    /** How long ago it was written; clocks that differ never make it the future. */
    Duration age(Instant now) {
        return Duration.ofMillis(Math.max(0, now.toEpochMilli() - writtenMillis));
    }

    private byte[] toBytes() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(number)
                .putLong(writtenMillis)
                .array();
    }
}
