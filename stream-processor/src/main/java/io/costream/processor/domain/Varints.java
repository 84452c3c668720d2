package io.costream.processor.domain;

import java.nio.ByteBuffer;

/** Numbers in one to ten bytes: signed, small ones of either sign in few; or unsigned, small ones in fewer. */
final class Varints {
    private Varints() {}

    /** Writes a number, and returns where the next one goes. */
    static int write(byte[] bytes, int from, long number) {
        return writeUnsigned(bytes, from, (number << 1) ^ (number >> (Long.SIZE - 1)));
    }

    static int writeUnsigned(byte[] bytes, int from, long number) {
        int at = from;
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at] = (byte) rest;
        return at + 1;
    }

    /** How many bytes an unsigned number takes. */
    static int size(long number) {
        return 1 + (Long.SIZE - 1 - Long.numberOfLeadingZeros(number | 1)) / 7;
    }

    static long read(ByteBuffer buffer) {
        long number = readUnsigned(buffer);
        return (number >>> 1) ^ -(number & 1);
    }

    static long readUnsigned(ByteBuffer buffer) {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = buffer.get();
            rest |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return rest;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }
}
