package io.costream.schemas;

import io.costream.avro.ChargeStatus;
import io.costream.pricing.Charge;
import io.costream.pricing.Direction;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Writes a charge as Avro writes its record ({@link ChargeMapping#toAvro}), byte for byte, without making the record. Not
 * thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // Avro writes the place of a symbol; the generated enum has the schema's order.
public final class ChargeWriter {
    private static final int QUANTITY_SCALE = 9;
    private static final long QUANTITY_STEPS = 1_000_000_000;
    private static final long LARGEST_WHOLE = Long.MAX_VALUE / QUANTITY_STEPS;
    /** A power of two. Prices have few rates. */
    private static final int RATES = 1 << 8;

    private record Names(Utf8 unit, Utf8 component, Utf8 direction) {
        static Names of(Unit unit) {
            return new Names(
                    new Utf8(unit.name()),
                    new Utf8(unit.component().label()),
                    new Utf8(unit.direction().name().toLowerCase(Locale.ROOT)));
        }
    }

    private record Rate(BigDecimal rate, Utf8 text) {}

    private final Map<Unit, Names> names = new HashMap<>();
    private final @Nullable Rate[] rates = new Rate[RATES];
    private final byte[] scratch = new byte[Long.BYTES];

    /** Writes the charge's fields. */
    public void write(Charge charge, Encoder out) throws IOException {
        out.writeEnum((charge.isPriced() ? ChargeStatus.PRICED : ChargeStatus.UNPRICED).ordinal());
        List<Charge.Line> lines = charge.lines();
        out.writeArrayStart();
        out.setItemCount(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            out.startItem();
            write(lines.get(i), out);
        }
        out.writeArrayEnd();
        writeSums(charge, out);
        out.writeLong(charge.revision());
        out.writeString(charge.matched());
        writeFlags(charge.flags(), out);
    }

    private void writeSums(Charge charge, Encoder out) throws IOException {
        if (!charge.isPriced()) {
            // Total, input, output, other and savings are absent.
            for (int i = 0; i < 5; i++) {
                out.writeIndex(0);
            }
            return;
        }
        writePresent(charge.total(), out);
        writePresent(charge.cost(Direction.INPUT), out);
        writePresent(charge.cost(Direction.OUTPUT), out);
        writePresent(charge.cost(Direction.OTHER), out);
        writePresent(charge.cacheSavings(), out);
    }

    private void writePresent(Money amount, Encoder out) throws IOException {
        out.writeIndex(1);
        write(amount, out);
    }

    private static void writeFlags(Set<String> flags, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(flags.size());
        if (!flags.isEmpty()) {
            for (String flag : flags.stream().sorted().toList()) {
                out.startItem();
                out.writeString(flag);
            }
        }
        out.writeArrayEnd();
    }

    private void write(Charge.Line line, Encoder out) throws IOException {
        Names mine = names.computeIfAbsent(line.unit(), Names::of);
        out.writeString(mine.unit);
        if (line.isCompact() && Math.abs(line.compactQuantity()) <= LARGEST_WHOLE) {
            write(line.compactQuantity() * QUANTITY_STEPS, out);
        } else {
            out.writeBytes(
                    line.quantity().setScale(QUANTITY_SCALE).unscaledValue().toByteArray());
        }
        out.writeString(text(line.rate()));
        if (line.isCompact()) {
            write(line.compactPicos(), out);
        } else {
            write(line.amount(), out);
        }
        out.writeString(mine.component);
        out.writeString(mine.direction);
    }

    private void write(Money amount, Encoder out) throws IOException {
        if (amount.fitsLong()) {
            write(amount.longPicos(), out);
        } else {
            out.writeBytes(amount.picos().toByteArray());
        }
    }

    /** In two's complement, in as few bytes as hold it: what BigInteger would give. */
    private void write(long unscaled, Encoder out) throws IOException {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(unscaled < 0 ? ~unscaled : unscaled) + 1;
        int length = (bits + Byte.SIZE - 1) / Byte.SIZE;
        for (int i = 0; i < length; i++) {
            scratch[i] = (byte) (unscaled >> (Byte.SIZE * (length - 1 - i)));
        }
        out.writeBytes(scratch, 0, length);
    }

    @SuppressWarnings("BigDecimalEquals") // Of another scale it is another text.
    private Utf8 text(BigDecimal rate) {
        int place = rate.hashCode() & (RATES - 1);
        Rate known = rates[place];
        if (known == null || !known.rate.equals(rate)) {
            known = new Rate(rate, new Utf8(rate.toPlainString().getBytes(StandardCharsets.UTF_8)));
            rates[place] = known;
        }
        return known.text;
    }
}
