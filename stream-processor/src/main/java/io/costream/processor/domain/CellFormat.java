package io.costream.processor.domain;

import io.costream.pricing.Component;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * The written form of a cell by itself: a version byte, a byte that says which of the rarer parts there are, then what is not 0, in
 * variable-length numbers. Nothing is written that follows from the rest. A reader skips nothing, so what is written is
 * what was there. Writing is not thread-safe, since it uses one buffer for all cells.
 *
 * <p>Few bytes matter: nearly every call has some cells of its own, and all are written to a changelog, in the records of
 * {@link PackFormat}, which have one version for all cells.
 */
@SuppressWarnings("EnumOrdinal")
public final class CellFormat {
    private static final byte VERSION = 3;

    static final int ERRORS = 1;
    static final int UNPRICED = 1 << 1;
    /** Not every call was timed. */
    static final int UNTIMED = 1 << 2;
    /** The last call is later than the first. */
    static final int SPAN = 1 << 3;

    static final int OTHERS = 1 << 4;
    /** Amounts take 128 bits, since one does not fit in a long. */
    static final int WIDE = 1 << 5;
    /** Two bits: how many decimal zeros all amounts end with. */
    static final int ZEROS_SHIFT = 6;
    /** Rates are rarely finer than 0.01 USD per million tokens: amounts of picodollars end with zeros. */
    static final long[] ZEROS = {1, 1_000, 10_000, 100_000};

    /** Instants are told from here, which for decades takes a byte less. */
    static final long EPOCH = 1_767_225_600_000_000L;

    /** The first unit of the written mask: so the usual units take one byte. */
    static final int FIRST_UNIT = Unit.OUTPUT_TEXT.index();
    /** The first of the written amounts, for the same reason; the direction of input. */
    static final int FIRST_AMOUNT = Component.values().length;
    /** The amount that is not written: each line is of one component and one direction, so their sums are the same. */
    static final int DERIVED = Component.TEXT.ordinal();

    private static final int LARGEST_NUMBER = 10;
    private static final int LARGEST_FIXED_PART = 2 + 9 * 10 + Unit.TOKEN_UNITS * 10 + Columns.AMOUNTS * 17 + 10;

    private byte[] bytes = new byte[LARGEST_FIXED_PART];
    private int at;

    public byte[] write(Cell cell) {
        begin(VERSION);
        append(cell, 0);
        return written();
    }

    /** Begins with a version's byte. */
    void begin(byte version) {
        bytes[0] = version;
        at = 1;
    }

    /** What has been appended since the beginning. */
    byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    /** Appends a number. */
    void append(long number) {
        ensure(LARGEST_NUMBER);
        write(number);
    }

    /** Appends bytes, behind how many there are. */
    void append(byte[] other) {
        ensure(LARGEST_NUMBER + other.length);
        write(other);
    }

    /** Appends a cell without a version, behind how many bytes it takes. */
    void appendCell(CellRows cells, int row) {
        ensure(LARGEST_NUMBER);
        int length = at++;
        append(cells, row);
        int size = at - length - 1;
        int more = Varints.size(size) - 1;
        if (more > 0) {
            System.arraycopy(bytes, length + 1, bytes, length + 1 + more, size);
            at += more;
        }
        Varints.writeUnsigned(bytes, length, size);
    }

    private void ensure(int more) {
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }

    private void append(CellRows cells, int row) {
        // With room for the rest of a length.
        ensure(LARGEST_NUMBER
                + LARGEST_FIXED_PART
                + sizeOf(cells.others(row))
                + cells.latencies(row).length * LatencyFormat.LARGEST);
        int parts = parts(cells, row);
        bytes[at++] = (byte) parts;
        writeCounts(cells, row, parts);
        writeTokens(cells, row);
        writeAmounts(cells, row, parts);
        if ((parts & OTHERS) != 0) {
            writeOthers(cells.others(row));
        }
        at = LatencyFormat.write(bytes, at, cells.latencies(row));
    }

    private static int parts(CellRows cells, int row) {
        int parts = part(ERRORS, cells.count(row, Columns.ERRORS) != 0)
                | part(UNPRICED, cells.count(row, Columns.UNPRICED) != 0)
                | part(UNTIMED, cells.timed(row) != cells.calls(row))
                | part(SPAN, cells.calls(row) > 0 && cells.lastMicros(row) != cells.firstMicros(row))
                | part(OTHERS, !cells.others(row).isEmpty());
        return cells.largeAmounts(row) != 0 ? parts | WIDE : parts | (zeros(cells, row) << ZEROS_SHIFT);
    }

    private static int part(int part, boolean there) {
        return there ? part : 0;
    }

    private static int zeros(CellRows cells, int row) {
        int zeros = ZEROS.length - 1;
        for (long rest = cells.amounts(row); rest != 0 && zeros > 0; rest &= rest - 1) {
            long low = cells.low(row, Long.numberOfTrailingZeros(rest));
            while (low % ZEROS[zeros] != 0) {
                zeros--;
            }
        }
        return zeros;
    }

    private void write(long number) {
        at = Varints.writeUnsigned(bytes, at, number);
    }

    private void writeSigned(long number) {
        at = Varints.write(bytes, at, number);
    }

    private void write(byte[] other) {
        write(other.length);
        System.arraycopy(other, 0, bytes, at, other.length);
        at += other.length;
    }

    public static Cell read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("a cell of version " + version + ", but this is version " + VERSION);
        }
        Cell cell = new Cell();
        CellReader.read(buffer, cell, 0);
        return cell;
    }

    /** Puts the version before a cell that was written without one. */
    static byte[] versioned(byte[] written, int from, int to) {
        byte[] cell = new byte[1 + to - from];
        cell[0] = VERSION;
        System.arraycopy(written, from, cell, 1, to - from);
        return cell;
    }

    private void writeCounts(CellRows cells, int row, int parts) {
        write(cells.calls(row));
        if ((parts & ERRORS) != 0) {
            write(cells.count(row, Columns.ERRORS));
            write(cells.count(row, Columns.TIMEOUTS));
            write(cells.count(row, Columns.CANCELLED));
        }
        if ((parts & UNPRICED) != 0) {
            writeSigned(cells.count(row, Columns.UNPRICED));
        }
        if ((parts & UNTIMED) != 0) {
            write(cells.timed(row));
        }
        write(cells.latencyMicros(row));
        if (cells.calls(row) > 0) {
            writeSigned(cells.firstMicros(row) - EPOCH);
        }
        if ((parts & SPAN) != 0) {
            write(cells.lastMicros(row) - cells.firstMicros(row));
        }
    }

    /** Turns a mask of so many bits such that the bit at a place is the lowest one. */
    static long turn(long mask, int place, int bits) {
        if (mask >>> bits != 0) {
            throw new IllegalArgumentException("a mask of more than " + bits + " bits");
        }
        return (mask >>> place) | ((mask << (bits - place)) & ((1L << bits) - 1));
    }

    private void writeTokens(CellRows cells, int row) {
        long present = cells.unitsWithTokens(row);
        write(turn(present, FIRST_UNIT, Unit.TOKEN_UNITS));
        for (long rest = present; rest != 0; rest &= rest - 1) {
            write(cells.count(row, Long.numberOfTrailingZeros(rest)));
        }
    }

    private void writeAmounts(CellRows cells, int row, int parts) {
        long present = cells.amounts(row) & ~(1L << DERIVED);
        write(turn(present, FIRST_AMOUNT, Columns.AMOUNTS));
        long unit = ZEROS[parts >>> ZEROS_SHIFT];
        for (long rest = present; rest != 0; rest &= rest - 1) {
            int amount = Long.numberOfTrailingZeros(rest);
            if ((parts & WIDE) != 0) {
                ByteBuffer.wrap(bytes, at, 2 * Long.BYTES)
                        .putLong(cells.high(row, amount))
                        .putLong(cells.low(row, amount));
                at += 2 * Long.BYTES;
            } else {
                writeSigned(cells.low(row, amount) / unit);
            }
        }
    }

    private void writeOthers(SortedMap<Unit, BigDecimal> others) {
        write(others.size());
        others.forEach((unit, quantity) -> {
            write(unit.name().getBytes(StandardCharsets.UTF_8));
            writeSigned(quantity.scale());
            write(quantity.unscaledValue().toByteArray());
        });
    }

    private static int sizeOf(SortedMap<Unit, BigDecimal> others) {
        if (others.isEmpty()) {
            return 0;
        }
        int size = 0;
        for (var entry : others.entrySet()) {
            size += 40 + 3 * entry.getKey().name().length() + entry.getValue().precision();
        }
        return size;
    }
}
