package io.costream.processor.domain;

import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@link CellFormat} writes, behind the version. Stateless and safe for use by many threads. */
final class CellReader {
    private CellReader() {}

    /** Reads a cell without a version, which takes up all that is left, into a row of nothing. */
    static void read(ByteBuffer buffer, CellRows cells, int row) {
        int parts = buffer.get() & 0xFF;
        readCounts(buffer, cells, row, parts);
        readTokens(buffer, cells, row);
        readAmounts(buffer, cells, row, parts);
        if ((parts & CellFormat.OTHERS) != 0) {
            cells.addOthers(row, readOthers(buffer));
        }
        if (buffer.hasRemaining()) {
            cells.setLatencies(row, LatencyFormat.read(buffer));
        }
    }

    private static void readCounts(ByteBuffer buffer, CellRows cells, int row, int parts) {
        long calls = Varints.readUnsigned(buffer);
        if ((parts & CellFormat.ERRORS) != 0) {
            cells.addCount(row, Columns.ERRORS, Varints.readUnsigned(buffer));
            cells.addCount(row, Columns.TIMEOUTS, Varints.readUnsigned(buffer));
            cells.addCount(row, Columns.CANCELLED, Varints.readUnsigned(buffer));
        }
        if ((parts & CellFormat.UNPRICED) != 0) {
            cells.addCount(row, Columns.UNPRICED, Varints.read(buffer));
        }
        long timed = (parts & CellFormat.UNTIMED) == 0 ? calls : Varints.readUnsigned(buffer);
        long latencyMicros = Varints.readUnsigned(buffer);
        if (calls > 0) {
            long first = Varints.read(buffer) + CellFormat.EPOCH;
            long last = first + ((parts & CellFormat.SPAN) == 0 ? 0 : Varints.readUnsigned(buffer));
            cells.set(row, calls, timed, latencyMicros, first, last);
        } else {
            cells.set(row, calls, timed, latencyMicros, Long.MAX_VALUE, Long.MIN_VALUE);
        }
    }

    private static void readTokens(ByteBuffer buffer, CellRows cells, int row) {
        long present = CellFormat.turn(
                Varints.readUnsigned(buffer), Unit.TOKEN_UNITS - CellFormat.FIRST_UNIT, Unit.TOKEN_UNITS);
        cells.expect(present, 0);
        for (long rest = present; rest != 0; rest &= rest - 1) {
            cells.addCount(row, Long.numberOfTrailingZeros(rest), Varints.readUnsigned(buffer));
        }
    }

    private static void readAmounts(ByteBuffer buffer, CellRows cells, int row, int parts) {
        long present = CellFormat.turn(
                Varints.readUnsigned(buffer), Columns.AMOUNTS - CellFormat.FIRST_AMOUNT, Columns.AMOUNTS);
        long unit = CellFormat.ZEROS[parts >>> CellFormat.ZEROS_SHIFT];
        if (present != 0 && (parts & CellFormat.WIDE) == 0) {
            cells.expect(0, present | 1L << CellFormat.DERIVED);
        }
        for (long rest = present; rest != 0; rest &= rest - 1) {
            int amount = Long.numberOfTrailingZeros(rest);
            if ((parts & CellFormat.WIDE) != 0) {
                cells.addAmount(row, amount, buffer.getLong(), buffer.getLong());
            } else {
                cells.addAmount(row, amount, Varints.read(buffer) * unit);
            }
        }
        derive(cells, row);
    }

    /** Gives the amount that is not written what the other components lack to the sum of all directions. */
    private static void derive(CellRows cells, int row) {
        for (int amount = 0; amount < Columns.SAVINGS; amount++) {
            long high = cells.high(row, amount);
            long low = cells.low(row, amount);
            if (amount >= Columns.FIRST_DIRECTION) {
                cells.addAmount(row, CellFormat.DERIVED, high, low);
            } else if (amount != CellFormat.DERIVED) {
                cells.addAmount(row, CellFormat.DERIVED, ~high + (low == 0 ? 1 : 0), -low);
            }
        }
    }

    private static SortedMap<Unit, BigDecimal> readOthers(ByteBuffer buffer) {
        SortedMap<Unit, BigDecimal> others = new TreeMap<>();
        for (long left = Varints.readUnsigned(buffer); left > 0; left--) {
            Unit unit = Unit.of(new String(readBytes(buffer), StandardCharsets.UTF_8));
            int scale = (int) Varints.read(buffer);
            others.put(unit, new BigDecimal(new BigInteger(readBytes(buffer)), scale));
        }
        return others;
    }

    static byte[] readBytes(ByteBuffer buffer) {
        long length = Varints.readUnsigned(buffer);
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException(length + " bytes are not left");
        }
        byte[] bytes = new byte[(int) length];
        buffer.get(bytes);
        return bytes;
    }
}
