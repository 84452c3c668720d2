package io.costream.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary form from an array that holds a whole record: without the buffer and the look-ahead with which
 * Avro's own decoder reads streams, too. It takes and refuses what that one does. Not thread-safe.
 */
final class AvroInput {
    private static final int LONGEST_INT = 5;
    private static final int LONGEST_LONG = 10;
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = (1 << PAYLOAD_BITS) - 1;

    private final byte[] bytes;
    private final Texts texts;
    private int at;

    /**
     * @param from where the record begins
     * @param texts those that come again and again
     */
    AvroInput(byte[] bytes, int from, Texts texts) {
        this.bytes = bytes;
        this.at = from;
        this.texts = texts;
    }

    long readLong() throws IOException {
        long number = varint(LONGEST_LONG);
        return (number >>> 1) ^ -(number & 1);
    }

    int readInt() throws IOException {
        int number = (int) varint(LONGEST_INT);
        return (number >>> 1) ^ -(number & 1);
    }

    private long varint(int longest) throws IOException {
        long number = 0;
        for (int i = 0; i < longest; i++) {
            if (at >= bytes.length) {
                throw new EOFException("the record ends within a number");
            }
            byte next = bytes[at++];
            number |= (long) (next & PAYLOAD) << (i * PAYLOAD_BITS);
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("a number of more than " + longest + " bytes");
    }

    /** Of a union of null and something, in this order. */
    boolean isThere() throws IOException {
        int branch = readInt();
        if (branch < 0 || branch > 1) {
            throw new IOException("a union of two has no branch " + branch);
        }
        return branch == 1;
    }

    <E> E readSymbol(E[] symbols) throws IOException {
        int place = readInt();
        if (place < 0 || place >= symbols.length) {
            throw new IOException("an enum has no symbol " + place);
        }
        return symbols[place];
    }

    /** Goes behind so many bytes as stand here, and returns how many these are. */
    private int skipBytes() throws IOException {
        long length = readLong();
        if (length < 0 || length > bytes.length - at) {
            throw new EOFException(length + " bytes, where there are " + (bytes.length - at));
        }
        at += (int) length;
        return (int) length;
    }

    String readText() throws IOException {
        int length = skipBytes();
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    @Nullable
    String readTextOrNull() throws IOException {
        return isThere() ? readText() : null;
    }

    /** Reads a text that many records have. */
    String readKnown() throws IOException {
        int length = skipBytes();
        return texts.of(bytes, at - length, length);
    }

    @Nullable
    String readKnownOrNull() throws IOException {
        return isThere() ? readKnown() : null;
    }

    BigDecimal readDecimal(int scale) throws IOException {
        int length = skipBytes();
        if (length == 0) {
            throw new IOException("a decimal of no bytes");
        }
        return new BigDecimal(new BigInteger(bytes, at - length, length), scale);
    }

    /** The record must end here: what stood behind it would stand within whatever its bytes are copied into. */
    void expectEnd() throws IOException {
        if (at != bytes.length) {
            throw new IOException((bytes.length - at) + " bytes behind the record");
        }
    }

    /** How many items come next of an array or a map; 0 at its end. */
    long readBlock() throws IOException {
        long items = readLong();
        if (items == Long.MIN_VALUE) {
            throw new IOException("a block of " + items + " items");
        }
        // Behind a number below 0 stands the block's size in bytes.
        if (items < 0 && readLong() < 0) {
            throw new IOException("a block of fewer than 0 bytes");
        }
        return Math.abs(items);
    }
}
