package io.costream.processor.domain;

import io.costream.pricing.Charge;
import io.costream.pricing.Component;
import io.costream.pricing.Direction;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Totals over any number of calls. Adding cells is exact, associative and commutative, and an empty cell changes
 * nothing, so that a day is the sum of its hours in any order. Mutable, not thread-safe.
 *
 * <p>Percentiles of latency are known where every call that was added brought its own: where {@link #addWithLatency}
 * added calls, and sums of such cells. A sum with another part has none, rather than those of some of its calls.
 */
@SuppressWarnings("EnumOrdinal") // As Columns says.
public final class Cell extends CellRows {
    private static final Component[] COMPONENTS = Component.values();
    private static final Direction[] DIRECTIONS = Direction.values();

    /** Nothing yet. */
    public Cell() {
        addRow();
    }

    /** Nothing yet, with room for counts and amounts that are about to be added, one bit each. */
    private Cell(long counts, long amounts) {
        expect(counts, amounts);
        addRow();
    }

    /** The totals of one call, which has no percentiles. */
    public static Cell of(CallFacts call, Charge charge) {
        Usage usage = call.usage();
        Cell cell = new Cell(tokenBits(usage), amountBits(charge));
        cell.set(0, 1, call.latencyMicros() > 0 ? 1 : 0, call.latencyMicros(), call.atMicros(), call.atMicros());
        if (call.failed()) {
            cell.addCount(0, Columns.ERRORS, 1);
            cell.addCount(0, Columns.TIMEOUTS, call.outcome() == Outcome.TIMEOUT ? 1 : 0);
            cell.addCount(0, Columns.CANCELLED, call.outcome() == Outcome.CANCELLED ? 1 : 0);
        }
        cell.addCount(0, Columns.UNPRICED, charge.isPriced() ? 0 : 1);
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            cell.addCount(0, i, usage.tokens(i));
        }
        cell.addOthers(0, usage.others());
        cell.addCharge(charge, false);
        return cell;
    }

    private static long tokenBits(Usage usage) {
        long bits = 0;
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            bits |= usage.tokens(i) == 0 ? 0 : 1L << i;
        }
        return bits;
    }

    private static long amountBits(Charge charge) {
        long bits = 0;
        List<Charge.Line> lines = charge.lines();
        for (int i = 0; i < lines.size(); i++) {
            Unit unit = lines.get(i).unit();
            bits |= 1L << unit.component().ordinal();
            bits |= 1L << (Columns.FIRST_DIRECTION + unit.direction().ordinal());
        }
        return charge.cacheSavings().equals(Money.ZERO) ? bits : bits | 1L << Columns.SAVINGS;
    }

    /** What an adjustment of one call's charge changes: amounts and whether it is unpriced, but no counts. */
    public static Cell ofAdjustment(Charge before, Charge after) {
        Cell cell = new Cell();
        cell.addCount(0, Columns.UNPRICED, (after.isPriced() ? 0L : 1L) - (before.isPriced() ? 0L : 1L));
        cell.addCharge(after, false);
        cell.addCharge(before, true);
        cell.addAmount(0, Columns.ADJUSTED, after.total().minus(before.total()));
        return cell;
    }

    private void addCharge(Charge charge, boolean reversed) {
        List<Charge.Line> lines = charge.lines();
        for (int i = 0; i < lines.size(); i++) {
            Charge.Line line = lines.get(i);
            int component = line.unit().component().ordinal();
            int direction = Columns.FIRST_DIRECTION + line.unit().direction().ordinal();
            if (line.isCompact() && !reversed) {
                addAmount(0, component, line.compactPicos());
                addAmount(0, direction, line.compactPicos());
            } else {
                Money amount = reversed ? line.amount().negated() : line.amount();
                addAmount(0, component, amount);
                addAmount(0, direction, amount);
            }
        }
        addAmount(0, Columns.SAVINGS, reversed ? charge.cacheSavings().negated() : charge.cacheSavings());
    }

    /** Whether adding the other cell overflows nothing; once this holds, {@link #add} cannot fail. */
    public boolean hasRoomFor(Cell other) {
        return hasRoomFor(0, other, 0);
    }

    /**
     * Whether its numbers surely fit a million times where no count is beyond half of what it can be; true of nearly every
     * call. Nothing is said of units that do not count tokens.
     */
    public boolean hasSmallNumbers() {
        boolean small = calls() <= 1 && latencyMicros() <= Admission.MOST_LATENCY_MICROS && isNarrow();
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            small &= count(0, i) <= Admission.MOST_OF_A_UNIT;
        }
        return small;
    }

    /** Whether it has quantities of units that do not count tokens, of which a total can have so many only. */
    public boolean hasOtherUnits() {
        return !others(0).isEmpty();
    }

    public void add(Cell other) {
        add(0, other, 0);
    }

    /** Adds the totals of one call, or of a change of one, such that percentiles of latency are known. */
    public void addWithLatency(Cell call) {
        addWithLatency(0, call, 0);
    }

    /** Adds one call, or a change of one, as {@link #copyRow} has copied it, such that percentiles of latency are known. */
    public void addCopiedWithLatency(long[] from, int at) {
        addCopiedWithLatency(0, from, at);
    }

    public long calls() {
        return calls(0);
    }

    /** Calls that failed, in whichever way. */
    public long errors() {
        return count(0, Columns.ERRORS);
    }

    public long calls(Outcome outcome) {
        return switch (outcome) {
            case OK -> calls() - errors();
            case ERROR -> errors() - count(0, Columns.TIMEOUTS) - count(0, Columns.CANCELLED);
            case TIMEOUT -> count(0, Columns.TIMEOUTS);
            case CANCELLED -> count(0, Columns.CANCELLED);
        };
    }

    public long unpriced() {
        return count(0, Columns.UNPRICED);
    }

    /** Calls whose latency was measured. */
    public long timed() {
        return timed(0);
    }

    public long latencyMicros() {
        return latencyMicros(0);
    }

    /**
     * What so many percent of the calls whose latency was measured took at most (nearest rank), within 1/32 of it; empty
     * where it was measured for none, or percentiles are not known.
     */
    public OptionalLong percentileMicros(int percent) {
        long timed = timed();
        long[] latencies = latencies(0);
        if (timed <= 0 || Latencies.count(latencies) != timed) {
            return OptionalLong.empty();
        }
        long rank = (timed * percent + 99) / 100;
        return OptionalLong.of(Latencies.atRank(latencies, rank));
    }

    /** Instant of the earliest call; {@code Long.MAX_VALUE} without calls. */
    public long firstMicros() {
        return firstMicros(0);
    }

    /** Instant of the latest call; {@code Long.MIN_VALUE} without calls. */
    public long lastMicros() {
        return lastMicros(0);
    }

    /** Tokens of all units of a direction. */
    public long tokens(Direction direction) {
        long sum = 0;
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (Unit.known(i).direction() == direction) {
                sum = Math.addExact(sum, count(0, i));
            }
        }
        return sum;
    }

    /** Quantities by unit, those above 0 only. */
    public SortedMap<Unit, BigDecimal> quantities() {
        SortedMap<Unit, BigDecimal> quantities = new TreeMap<>(others(0));
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (count(0, i) != 0) {
                quantities.put(Unit.known(i), BigDecimal.valueOf(count(0, i)));
            }
        }
        return quantities;
    }

    public Money cost(Direction direction) {
        return money(0, Columns.FIRST_DIRECTION + direction.ordinal());
    }

    /** Amounts by component, those other than 0 only. */
    public Map<Component, Money> components() {
        Map<Component, Money> amounts = new EnumMap<>(Component.class);
        for (Component component : COMPONENTS) {
            if ((amounts(0) & 1L << component.ordinal()) != 0) {
                amounts.put(component, money(0, component.ordinal()));
            }
        }
        return amounts;
    }

    /** What the calls cost: what was charged when they came and what was adjusted since. */
    public Money total() {
        Money sum = Money.ZERO;
        for (Direction direction : DIRECTIONS) {
            sum = sum.plus(cost(direction));
        }
        return sum;
    }

    public Money adjusted() {
        return money(0, Columns.ADJUSTED);
    }

    public Money cacheSavings() {
        return money(0, Columns.SAVINGS);
    }
}
