package io.costream.pricing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs: lines, and their sums. Immutable.
 *
 * @param total the sum of the lines; meaningless, and zero, where the status is {@code UNPRICED}
 * @param cacheSavings what the tokens read from a cache would have cost more at the full input rate
 * @param revision of the book that was asked
 * @param matched the model and the rule that matched, for people; empty where none did
 * @param flags what a reader should know, such as {@code usage_contradictory} or {@code fallback_rate}
 */
public record Charge(
        Status status,
        List<Line> lines,
        Money total,
        Money cacheSavings,
        long revision,
        String matched,
        Set<String> flags) {
    /** Whether a rate was known. */
    public enum Status {
        /** Every amount is known; a free model is priced with 0. */
        PRICED,
        /** No rate is known: quantities count, amounts are absent, never 0. */
        UNPRICED
    }

    /**
     * One unit of a call with what it costs. Immutable.
     *
     * <p>Whole quantities and amounts that fit a long, which nearly all do, are kept as numbers and made objects when
     * they are read: a line then takes up less than half.
     */
    public static final class Line {
        private final Unit unit;
        private final BigDecimal rate;
        private final long quantity;
        private final long picos;
        private final @Nullable Exact exact;

        private record Exact(BigDecimal quantity, Money amount) {}

        /**
         * A line of any quantity.
         *
         * @param rate USD per single unit, of any scale
         * @param amount quantity times rate, rounded once
         */
        public Line(Unit unit, BigDecimal quantity, BigDecimal rate, Money amount) {
            this.unit = unit;
            this.rate = rate;
            boolean compact = amount.fitsLong() && quantity.scale() == 0 && quantity.precision() < Long.SIZE / 4;
            this.quantity = compact ? quantity.longValue() : 0;
            this.picos = compact ? amount.longPicos() : 0;
            this.exact = compact ? null : new Exact(quantity, amount);
        }

        Line(Unit unit, long quantity, BigDecimal rate, long picos) {
            this.unit = unit;
            this.rate = rate;
            this.quantity = quantity;
            this.picos = picos;
            this.exact = null;
        }

        public Unit unit() {
            return unit;
        }

        public BigDecimal quantity() {
            return exact == null ? BigDecimal.valueOf(quantity) : exact.quantity;
        }

        /** USD per single unit, of any scale. */
        public BigDecimal rate() {
            return rate;
        }

        /** Whether the quantity is whole and the amount fits a long, so that both can be read without making objects. */
        public boolean isCompact() {
            return exact == null;
        }

        /** The quantity of a compact line. */
        public long compactQuantity() {
            return quantity;
        }

        /** The amount of a compact line in picodollars. */
        public long compactPicos() {
            return picos;
        }

        /** Quantity times rate, rounded once. */
        public Money amount() {
            return exact == null ? Money.ofPicos(picos) : exact.amount;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Line other
                    && unit.equals(other.unit)
                    && quantity == other.quantity
                    && picos == other.picos
                    && rate.equals(other.rate)
                    && Objects.equals(exact, other.exact);
        }

        @Override
        public int hashCode() {
            return Objects.hash(unit, quantity, picos, rate, exact);
        }

        @Override
        public String toString() {
            return quantity().toPlainString() + " " + unit + " at " + rate.toPlainString() + " = " + amount();
        }
    }

    public Charge {
        lines = List.copyOf(lines);
        flags = Set.copyOf(flags);
    }

    public static Charge unpriced(long revision, Set<String> flags) {
        return new Charge(Status.UNPRICED, List.of(), Money.ZERO, Money.ZERO, revision, "", flags);
    }

    /** This charge with a line more, such as a discount or a margin: once the unit, for an amount that is rounded here. */
    public Charge withLine(Unit unit, BigDecimal usd) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(unit, BigDecimal.ONE, usd, Money.rounded(usd)));
        return new Charge(status, more, total.plus(Money.rounded(usd)), cacheSavings, revision, matched, flags);
    }

    /** This charge with flags more. */
    public Charge withFlags(Set<String> more) {
        Set<String> all = new HashSet<>(flags);
        all.addAll(more);
        return new Charge(status, lines, total, cacheSavings, revision, matched, all);
    }

    public boolean isPriced() {
        return status == Status.PRICED;
    }

    /** The sum of the lines of one direction; the three directions sum to the total. */
    public Money cost(Direction direction) {
        long sum = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.unit().direction() == direction) {
                if (!line.isCompact() || !Money.sumFits(sum, line.picos)) {
                    return largeCost(direction);
                }
                sum += line.picos;
            }
        }
        return Money.ofPicos(sum);
    }

    private Money largeCost(Direction direction) {
        Money sum = Money.ZERO;
        for (Line line : lines) {
            if (line.unit().direction() == direction) {
                sum = sum.plus(line.amount());
            }
        }
        return sum;
    }

    /** Amounts by component, those with a line only; they sum to the total. */
    public Map<Component, Money> components() {
        Map<Component, Money> sums = new EnumMap<>(Component.class);
        lines.forEach(line -> sums.merge(line.unit().component(), line.amount(), Money::plus));
        return sums;
    }
}
