package io.costream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Encodes into an array of its own, record after record, without the stream and the second buffer of Avro's encoders. Not
 * thread-safe.
 */
public final class AvroOutput extends BinaryEncoder {
    private static final int FIRST_BYTES = 1_024;
    private static final int ASCII = 0x80;
    /** Bytes of the longest number. */
    private static final int LONGEST_INT = 5;

    private static final int LONGEST_LONG = 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    /** Begins a record. */
    public void begin() {
        length = 0;
    }

    /** What has been written since the record began. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
        }
    }

    @Override
    public void writeBoolean(boolean value) {
        ensure(1);
        length += BinaryData.encodeBoolean(value, bytes, length);
    }

    @Override
    public void writeInt(int value) {
        ensure(LONGEST_INT);
        length += BinaryData.encodeInt(value, bytes, length);
    }

    @Override
    public void writeLong(long value) {
        ensure(LONGEST_LONG);
        length += BinaryData.encodeLong(value, bytes, length);
    }

    @Override
    public void writeFloat(float value) {
        ensure(Float.BYTES);
        length += BinaryData.encodeFloat(value, bytes, length);
    }

    @Override
    public void writeDouble(double value) {
        ensure(Double.BYTES);
        length += BinaryData.encodeDouble(value, bytes, length);
    }

    @Override
    public void writeFixed(byte[] from, int start, int count) {
        ensure(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
    }

    @Override
    public void writeString(String text) {
        int size = text.length();
        ensure(LONGEST_INT + size);
        int start = length + BinaryData.encodeInt(size, bytes, length);
        for (int i = 0; i < size; i++) {
            char next = text.charAt(i);
            if (next >= ASCII) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                writeInt(encoded.length);
                writeFixed(encoded, 0, encoded.length);
                return;
            }
            bytes[start + i] = (byte) next;
        }
        length = start + size;
    }

    @Override
    protected void writeZero() {
        ensure(1);
        bytes[length++] = 0;
    }

    /** None: what is written is in the array. */
    @Override
    public int bytesBuffered() {
        return 0;
    }

    @Override
    public void flush() {
        // There is nothing behind it.
    }
}
