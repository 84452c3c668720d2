package io.costream.processor.domain;

import java.nio.ByteBuffer;

/** Signed numbers in one to ten bytes, small ones of either sign in few. */
final class Varints {
    private Varints() {}

    static void write(ByteBuffer buffer, long number) {
        long rest = (number << 1) ^ (number >> (Long.SIZE - 1));
        while ((rest & ~0x7FL) != 0) {
            buffer.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    static long read(ByteBuffer buffer) {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = buffer.get();
            rest |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }
}
