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
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Totals over any number of calls. Adding cells is exact, associative and commutative, and an empty cell changes
 * nothing, so that a day is the sum of its hours in any order. Mutable, not thread-safe.
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

    long calls;
    long errors;
    long unpriced;
    /** Calls whose latency was measured, and the sum over them. */
    long timed;

    long latencyMicros;
    long firstMicros = Long.MAX_VALUE;
    long lastMicros = Long.MIN_VALUE;
    SortedMap<Unit, BigDecimal> others = Collections.emptySortedMap();

    /** Nothing yet. */
    public Cell() {
        super(AMOUNTS);
    }

    /** The totals of one call. */
    public static Cell of(CallFacts call, Charge charge) {
        Cell cell = new Cell();
        cell.calls = 1;
        cell.errors = call.failed() ? 1 : 0;
        cell.unpriced = charge.isPriced() ? 0 : 1;
        cell.timed = call.latencyMicros() > 0 ? 1 : 0;
        cell.latencyMicros = call.latencyMicros();
        cell.firstMicros = call.atMicros();
        cell.lastMicros = call.atMicros();
        Usage usage = call.usage();
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            cell.addTokens(i, usage.tokens(i));
        }
        if (!usage.others().isEmpty()) {
            cell.others = new TreeMap<>(usage.others());
        }
        cell.addCharge(charge, false);
        return cell;
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

    /** Whether adding the other cell overflows nothing; once this holds, {@link #add} cannot fail. */
    public boolean hasRoomFor(Cell other) {
        return calls <= Long.MAX_VALUE - other.calls
                && latencyMicros <= Long.MAX_VALUE - other.latencyMicros
                && super.hasRoomFor(other);
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
    }

    public long calls() {
        return calls;
    }

    public long errors() {
        return errors;
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
                sum = Math.addExact(sum, tokens(i));
            }
        }
        return sum;
    }

    /** Quantities by unit, those above 0 only. */
    public SortedMap<Unit, BigDecimal> quantities() {
        SortedMap<Unit, BigDecimal> quantities = new TreeMap<>(others);
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (tokens(i) != 0) {
                quantities.put(Unit.known(i), BigDecimal.valueOf(tokens(i)));
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
