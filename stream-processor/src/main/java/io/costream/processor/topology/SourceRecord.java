package io.costream.processor.topology;

import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import java.nio.ByteBuffer;

/**
 * A record of calls as it was read, and whether it has been waiting since.
 *
 * @param appendMillis when the broker appended it, in milliseconds since 1970
 * @param held whether it was counted as held before
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the arrays are the record as it was read.
record SourceRecord(
        byte[] key, byte[] value, String topic, int partition, long offset, long appendMillis, boolean held) {
    /** Takes note of what became of the call; once for each. */
    void settle(Progress progress, Fate fate) {
        if (held) {
            progress.release(fate);
        } else {
            progress.read(offset, fate);
        }
    }

    /** The form in which it waits, under its offset as the key. */
    byte[] toHeldBytes() {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + key.length + value.length)
                .putLong(appendMillis)
                .putInt(key.length)
                .put(key)
                .put(value)
                .array();
    }

    static SourceRecord fromHeldBytes(byte[] bytes, String topic, int partition, long offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long appendMillis = buffer.getLong();
        byte[] key = new byte[buffer.getInt()];
        buffer.get(key);
        byte[] value = new byte[buffer.remaining()];
        buffer.get(value);
        return new SourceRecord(key, value, topic, partition, offset, appendMillis, true);
    }
}
