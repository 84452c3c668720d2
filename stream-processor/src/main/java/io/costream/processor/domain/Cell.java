package io.costream.processor.domain;

import io.costream.pricing.Charge;
import io.costream.pricing.Component;
import io.costream.pricing.Direction;
import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.util.Collections;
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
 *
 * <p>Amounts stand in the order of {@link Component} and {@link Direction}, which is part of the stored form.
 */
@SuppressWarnings("EnumOrdinal")
public final class Cell extends CellSums {
    private static final Component[] COMPONENTS = Component.values();
    private static final Direction[] DIRECTIONS = Direction.values();
    private static final int FIRST_DIRECTION = COMPONENTS.length;
    private static final int SAVINGS = FIRST_DIRECTION + DIRECTIONS.length;
    private static final int ADJUSTED = SAVINGS + 1;
    static final int AMOUNTS = ADJUSTED + 1;
    /**
     * Units that do not count tokens. Whatever names calls bring, a record of {@link CellPack#MOST} cells stays below the megabyte that
     * Kafka takes: 64 times 40 names of 192 bytes are half of it.
     */
    static final int MOST_OTHER_UNITS = 2 * Admission.MOST_OTHER_UNITS;

    long calls;
    long errors;
    long unpriced;
    /** Calls whose latency was measured, and the sum over them. */
    long timed;

    long latencyMicros;
    long firstMicros = Long.MAX_VALUE;
    long lastMicros = Long.MIN_VALUE;
    SortedMap<Unit, BigDecimal> others = Collections.emptySortedMap();
    /** How many calls took how long, of those that were added with it. */
    long[] latencies = Latencies.NONE;

    /** Nothing yet. */
    public Cell() {
        super(AMOUNTS);
    }

    /** The totals of one call, which has no percentiles. */
    public static Cell of(CallFacts call, Charge charge) {
        Cell cell = new Cell();
        cell.calls = 1;
        cell.errors = call.failed() ? 1 : 0;
        cell.addCount(TIMEOUTS, call.outcome() == Outcome.TIMEOUT ? 1 : 0);
        cell.addCount(CANCELLED, call.outcome() == Outcome.CANCELLED ? 1 : 0);
        cell.unpriced = charge.isPriced() ? 0 : 1;
        cell.timed = call.latencyMicros() > 0 ? 1 : 0;
        cell.latencyMicros = call.latencyMicros();
        cell.firstMicros = call.atMicros();
        cell.lastMicros = call.atMicros();
        Usage usage = call.usage();
        cell.expect(tokenBits(usage), amountBits(charge));
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            cell.addCount(i, usage.tokens(i));
        }
        if (!usage.others().isEmpty()) {
            cell.others = new TreeMap<>(usage.others());
        }
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
            bits |= 1L << (FIRST_DIRECTION + unit.direction().ordinal());
        }
        return bits;
    }

    /** What an adjustment of one call's charge changes: amounts and whether it is unpriced, but no counts. */
    public static Cell ofAdjustment(Charge before, Charge after) {
        Cell cell = new Cell();
        cell.unpriced = (after.isPriced() ? 0L : 1L) - (before.isPriced() ? 0L : 1L);
        cell.addCharge(after, false);
        cell.addCharge(before, true);
        cell.addAmount(ADJUSTED, after.total().minus(before.total()));
        return cell;
    }

    private void addCharge(Charge charge, boolean reversed) {
        for (Charge.Line line : charge.lines()) {
            Unit unit = line.unit();
            Money amount = reversed ? line.amount().negated() : line.amount();
            addAmount(unit.component().ordinal(), amount);
            addAmount(FIRST_DIRECTION + unit.direction().ordinal(), amount);
        }
        addAmount(SAVINGS, reversed ? charge.cacheSavings().negated() : charge.cacheSavings());
    }

    /** Gives a component, which has no amount yet, what the others lack to the sum of all directions. */
    void derive(int component) {
        for (int i = 0; i < FIRST_DIRECTION; i++) {
            addNegated(component, i);
        }
        for (int i = FIRST_DIRECTION; i < SAVINGS; i++) {
            addAmount(component, high(i), low(i));
        }
    }

    private void addNegated(int to, int amount) {
        if (amount != to && !isZero(amount)) {
            long low = -low(amount);
            addAmount(to, ~high(amount) + (low == 0 ? 1 : 0), low);
        }
    }

    /** Whether adding the other cell overflows nothing; once this holds, {@link #add} cannot fail. */
    public boolean hasRoomFor(Cell other) {
        return (other.others.isEmpty() || hasRoomForUnits(other.others))
                && calls <= Latencies.MOST_CALLS - other.calls
                && latencyMicros <= Long.MAX_VALUE - other.latencyMicros
                && super.hasRoomFor(other);
    }

    private boolean hasRoomForUnits(SortedMap<Unit, BigDecimal> more) {
        return others.size()
                        + more.keySet().stream()
                                .filter(unit -> !others.containsKey(unit))
                                .count()
                <= MOST_OTHER_UNITS;
    }

    public void add(Cell other) {
        calls += other.calls;
        errors += other.errors;
        unpriced += other.unpriced;
        timed += other.timed;
        latencyMicros += other.latencyMicros;
        firstMicros = Math.min(firstMicros, other.firstMicros);
        lastMicros = Math.max(lastMicros, other.lastMicros);
        super.add(other);
        if (!other.others.isEmpty()) {
            if (others.isEmpty()) {
                others = new TreeMap<>();
            }
            other.others.forEach((unit, quantity) -> others.merge(unit, quantity, BigDecimal::add));
        }
        if (other.latencies.length > 0) {
            latencies = Latencies.sum(latencies, other.latencies);
        }
    }

    /** Adds the totals of one call, or of a change of one, such that percentiles of latency are known. */
    public void addWithLatency(Cell call) {
        add(call);
        if (call.timed > 0) {
            latencies = Latencies.with(latencies, call.latencyMicros);
        }
    }

    public long calls() {
        return calls;
    }

    /** Calls that failed, in whichever way. */
    public long errors() {
        return errors;
    }

    public long calls(Outcome outcome) {
        return switch (outcome) {
            case OK -> calls - errors;
            case ERROR -> errors - count(TIMEOUTS) - count(CANCELLED);
            case TIMEOUT -> count(TIMEOUTS);
            case CANCELLED -> count(CANCELLED);
        };
    }

    public long unpriced() {
        return unpriced;
    }

    /** Calls whose latency was measured. */
    public long timed() {
        return timed;
    }

    public long latencyMicros() {
        return latencyMicros;
    }

    /**
     * What so many percent of the calls whose latency was measured took at most (nearest rank), within 1/32 of it; empty
     * where it was measured for none, or percentiles are not known.
     */
    public OptionalLong percentileMicros(int percent) {
        if (timed <= 0 || Latencies.count(latencies) != timed) {
            return OptionalLong.empty();
        }
        long rank = (timed * percent + 99) / 100;
        return OptionalLong.of(Latencies.atRank(latencies, rank));
    }

    /** Instant of the earliest call; {@code Long.MAX_VALUE} without calls. */
    public long firstMicros() {
        return firstMicros;
    }

    /** Instant of the latest call; {@code Long.MIN_VALUE} without calls. */
    public long lastMicros() {
        return lastMicros;
    }

    /** Tokens of all units of a direction. */
    public long tokens(Direction direction) {
        long sum = 0;
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (Unit.known(i).direction() == direction) {
                sum = Math.addExact(sum, count(i));
            }
        }
        return sum;
    }

    /** Quantities by unit, those above 0 only. */
    public SortedMap<Unit, BigDecimal> quantities() {
        SortedMap<Unit, BigDecimal> quantities = new TreeMap<>(others);
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (count(i) != 0) {
                quantities.put(Unit.known(i), BigDecimal.valueOf(count(i)));
            }
        }
        return quantities;
    }

    public Money cost(Direction direction) {
        return money(FIRST_DIRECTION + direction.ordinal());
    }

    /** Amounts by component, those other than 0 only. */
    public Map<Component, Money> components() {
        Map<Component, Money> amounts = new EnumMap<>(Component.class);
        for (Component component : COMPONENTS) {
            if (!isZero(component.ordinal())) {
                amounts.put(component, money(component.ordinal()));
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
        return money(ADJUSTED);
    }

    public Money cacheSavings() {
        return money(SAVINGS);
    }
}
