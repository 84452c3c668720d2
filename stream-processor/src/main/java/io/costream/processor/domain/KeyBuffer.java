package io.costream.processor.domain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stored key that is being put together, to look up with: one object for key after key, so that what is found costs no
 * objects. Not thread-safe.
 */
public final class KeyBuffer {
    /** Odd, with half of its bits set at random: the golden ratio's. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int ASCII = 0x80;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle START = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[256];
    private int length;

    public int length() {
        return length;
    }

    /** Takes away what stands behind so many bytes. */
    public KeyBuffer cutTo(int newLength) {
        length = Math.min(length, newLength);
        return this;
    }

    /** Becomes what another key is so far. */
    public KeyBuffer set(KeyBuffer other) {
        cutTo(0).ensure(other.length);
        System.arraycopy(other.bytes, 0, bytes, 0, other.length);
        length = other.length;
        return this;
    }

    public KeyBuffer put(byte one) {
        ensure(1);
        bytes[length++] = one;
        return this;
    }

    public KeyBuffer put(byte[] more) {
        return put(more, more.length);
    }

    /** Puts the first so many bytes. */
    public KeyBuffer put(byte[] more, int count) {
        ensure(count);
        System.arraycopy(more, 0, bytes, length, count);
        length += count;
        return this;
    }

    public KeyBuffer putLong(long number) {
        ensure(Long.BYTES);
        START.set(bytes, length, number);
        length += Long.BYTES;
        return this;
    }

    /** Puts a text in UTF-8, ended by a 0 byte. */
    public KeyBuffer putText(String text) {
        int size = text.length();
        ensure(size + 1);
        int at = length;
        for (int i = 0; i < size; i++) {
            char next = text.charAt(i);
            if (next >= ASCII) {
                return put(text.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
            }
            bytes[at + i] = (byte) next;
        }
        bytes[at + size] = 0;
        length = at + size + 1;
        return this;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Whether these are the bytes so far. */
    public boolean is(byte[] key) {
        return Arrays.equals(bytes, 0, length, key, 0, key.length);
    }

    /** The hash of the bytes so far, the same as that of an array of them. */
    public long hash() {
        return hash(bytes, length);
    }

    /** All of its bits depend on each bit of the key. */
    public static long hash(byte[] key) {
        return hash(key, key.length);
    }

    private static long hash(byte[] bytes, int length) {
        long hash = length;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << Byte.SIZE | (bytes[at] & 0xff);
        }
        return mixed(mixed(hash ^ rest));
    }

    /** Another number that is as good as random, of the same hash. */
    public static long mixed(long hash) {
        long product = hash * SPREAD;
        return product ^ (product >>> 32);
    }
}
