package io.costream.processor.domain;

import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stored form of a cell: a version byte, then what is not 0, in variable-length numbers. A reader skips nothing, so
 * what is written is what was there. Writing is not thread-safe, since it uses one buffer for all cells.
 */
public final class CellFormat {
    private static final byte VERSION = 2;
    private static final int LARGEST_FIXED_PART = 1 + 9 * 10 + Unit.TOKEN_UNITS * 10 + Cell.AMOUNTS * 17 + 10;

    private byte[] bytes = new byte[LARGEST_FIXED_PART];
    private int at;

    public byte[] write(Cell cell) {
        int largest = LARGEST_FIXED_PART + sizeOf(cell.others);
        if (bytes.length < largest) {
            bytes = new byte[largest];
        }
        bytes[0] = VERSION;
        at = 1;
        write(cell.calls);
        write(cell.errors);
        write(cell.unpriced);
        write(cell.timed);
        write(cell.latencyMicros);
        if (cell.calls > 0) {
            write(cell.firstMicros);
            write(cell.lastMicros - cell.firstMicros);
        }
        writeTokens(cell);
        writeAmounts(cell);
        write(cell.others.size());
        cell.others.forEach((unit, quantity) -> {
            write(unit.name().getBytes(StandardCharsets.UTF_8));
            write(quantity.scale());
            write(quantity.unscaledValue().toByteArray());
        });
        return Arrays.copyOf(bytes, at);
    }

    private void write(long number) {
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
        cell.calls = Varints.read(buffer);
        cell.errors = Varints.read(buffer);
        cell.unpriced = Varints.read(buffer);
        cell.timed = Varints.read(buffer);
        cell.latencyMicros = Varints.read(buffer);
        if (cell.calls > 0) {
            cell.firstMicros = Varints.read(buffer);
            cell.lastMicros = cell.firstMicros + Varints.read(buffer);
        }
        readTokens(buffer, cell);
        readAmounts(buffer, cell);
        long units = Varints.read(buffer);
        if (units > 0) {
            cell.others = readOthers(buffer, units);
        }
        return cell;
    }

    private void writeTokens(Cell cell) {
        long present = cell.unitsWithTokens();
        write(present);
        for (long rest = present; rest != 0; rest &= rest - 1) {
            write(cell.tokens(Long.numberOfTrailingZeros(rest)));
        }
    }

    private static void readTokens(ByteBuffer buffer, Cell cell) {
        for (long rest = Varints.read(buffer); rest != 0; rest &= rest - 1) {
            cell.addTokens(Long.numberOfTrailingZeros(rest), Varints.read(buffer));
        }
    }

    /** Two bits a slot: 0 for nothing, 1 for an amount that fits in a long, 2 for one of 128 bits. */
    private void writeAmounts(Cell cell) {
        long forms = 0;
        for (int slot = 0; slot < Cell.AMOUNTS; slot++) {
            long form = cell.isZero(slot) ? 0 : cell.isLong(slot) ? 1 : 2;
            forms |= form << (2 * slot);
        }
        write(forms);
        for (int slot = 0; slot < Cell.AMOUNTS; slot++) {
            long form = (forms >>> (2 * slot)) & 3;
            if (form == 1) {
                write(cell.low(slot));
            } else if (form == 2) {
                ByteBuffer.wrap(bytes, at, 2 * Long.BYTES)
                        .putLong(cell.high(slot))
                        .putLong(cell.low(slot));
                at += 2 * Long.BYTES;
            }
        }
    }

    private static void readAmounts(ByteBuffer buffer, Cell cell) {
        long forms = Varints.read(buffer);
        for (int slot = 0; slot < Cell.AMOUNTS; slot++) {
            long form = (forms >>> (2 * slot)) & 3;
            if (form == 1) {
                cell.addAmount(slot, Varints.read(buffer));
            } else if (form == 2) {
                cell.addAmount(slot, buffer.getLong(), buffer.getLong());
            }
        }
    }

    private static SortedMap<Unit, BigDecimal> readOthers(ByteBuffer buffer, long units) {
        SortedMap<Unit, BigDecimal> others = new TreeMap<>();
        for (long i = 0; i < units; i++) {
            Unit unit = Unit.of(new String(readBytes(buffer), StandardCharsets.UTF_8));
            int scale = (int) Varints.read(buffer);
            others.put(unit, new BigDecimal(new BigInteger(readBytes(buffer)), scale));
        }
        return others;
    }

    private static int sizeOf(SortedMap<Unit, BigDecimal> others) {
        int size = 0;
        for (var entry : others.entrySet()) {
            size += 40 + 3 * entry.getKey().name().length() + entry.getValue().precision();
        }
        return size;
    }

    private static byte[] readBytes(ByteBuffer buffer) {
        byte[] bytes = new byte[(int) Varints.read(buffer)];
        buffer.get(bytes);
        return bytes;
    }
}
