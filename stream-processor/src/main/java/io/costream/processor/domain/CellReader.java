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

    /** Reads a cell without a version, which takes up all that is left. */
    static Cell read(ByteBuffer buffer) {
        int parts = buffer.get() & 0xFF;
        Cell cell = new Cell();
        readCounts(buffer, cell, parts);
        readTokens(buffer, cell);
        readAmounts(buffer, cell, parts);
        if ((parts & CellFormat.OTHERS) != 0) {
            cell.others = readOthers(buffer);
        }
        cell.latencies = LatencyFormat.read(buffer);
        return cell;
    }

    private static void readCounts(ByteBuffer buffer, Cell cell, int parts) {
        cell.calls = Varints.readUnsigned(buffer);
        if ((parts & CellFormat.ERRORS) != 0) {
            cell.errors = Varints.readUnsigned(buffer);
            cell.addCount(Cell.TIMEOUTS, Varints.readUnsigned(buffer));
            cell.addCount(Cell.CANCELLED, Varints.readUnsigned(buffer));
        }
        if ((parts & CellFormat.UNPRICED) != 0) {
            cell.unpriced = Varints.read(buffer);
        }
        cell.timed = (parts & CellFormat.UNTIMED) == 0 ? cell.calls : Varints.readUnsigned(buffer);
        cell.latencyMicros = Varints.readUnsigned(buffer);
        if (cell.calls > 0) {
            cell.firstMicros = Varints.read(buffer) + CellFormat.EPOCH;
            cell.lastMicros = cell.firstMicros + ((parts & CellFormat.SPAN) == 0 ? 0 : Varints.readUnsigned(buffer));
        }
    }

    private static void readTokens(ByteBuffer buffer, Cell cell) {
        long present = CellFormat.turn(
                Varints.readUnsigned(buffer), Unit.TOKEN_UNITS - CellFormat.FIRST_UNIT, Unit.TOKEN_UNITS);
        cell.expect(present, 0);
        for (long rest = present; rest != 0; rest &= rest - 1) {
            cell.addCount(Long.numberOfTrailingZeros(rest), Varints.readUnsigned(buffer));
        }
    }

    private static void readAmounts(ByteBuffer buffer, Cell cell, int parts) {
        long present =
                CellFormat.turn(Varints.readUnsigned(buffer), Cell.AMOUNTS - CellFormat.FIRST_AMOUNT, Cell.AMOUNTS);
        long unit = CellFormat.ZEROS[parts >>> CellFormat.ZEROS_SHIFT];
        if (present != 0 && (parts & CellFormat.WIDE) == 0) {
            cell.expect(0, present | 1L << CellFormat.DERIVED);
        }
        for (long rest = present; rest != 0; rest &= rest - 1) {
            int amount = Long.numberOfTrailingZeros(rest);
            if ((parts & CellFormat.WIDE) != 0) {
                cell.addAmount(amount, buffer.getLong(), buffer.getLong());
            } else {
                cell.addAmount(amount, Varints.read(buffer) * unit);
            }
        }
        cell.derive(CellFormat.DERIVED);
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
