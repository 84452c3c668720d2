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
public final class Cell {
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
    final long[] tokens = new long[Unit.TOKEN_UNITS];
    final ExactSums amounts = new ExactSums(AMOUNTS);
    SortedMap<Unit, BigDecimal> others = Collections.emptySortedMap();

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
            cell.tokens[i] = usage.tokens(i);
        }
        if (!usage.others().isEmpty()) {
            cell.others = new TreeMap<>(usage.others());
        }
        cell.addCharge(charge);
        return cell;
    }

    /** What an adjustment of one call's charge changes: amounts and whether it is unpriced, but no counts. */
    public static Cell ofAdjustment(Charge before, Charge after) {
        Cell cell = new Cell();
        cell.unpriced = (after.isPriced() ? 0L : 1L) - (before.isPriced() ? 0L : 1L);
        cell.addCharge(after);
        Cell reversed = new Cell();
        reversed.addCharge(before);
        cell.amounts.subtract(reversed.amounts);
        cell.amounts.add(ADJUSTED, after.total().minus(before.total()));
        return cell;
    }

    private void addCharge(Charge charge) {
        for (Charge.Line line : charge.lines()) {
            Unit unit = line.unit();
            amounts.add(unit.component().ordinal(), line.amount());
            amounts.add(FIRST_DIRECTION + unit.direction().ordinal(), line.amount());
        }
        amounts.add(SAVINGS, charge.cacheSavings());
    }

    /** Whether adding the other cell overflows nothing; once this holds, {@link #add} cannot fail. */
    public boolean hasRoomFor(Cell other) {
        boolean room = calls <= Long.MAX_VALUE - other.calls && latencyMicros <= Long.MAX_VALUE - other.latencyMicros;
        for (int i = 0; i < tokens.length; i++) {
            room &= tokens[i] <= Long.MAX_VALUE - other.tokens[i];
        }
        return room;
    }

    public void add(Cell other) {
        calls += other.calls;
        errors += other.errors;
        unpriced += other.unpriced;
        timed += other.timed;
        latencyMicros += other.latencyMicros;
        firstMicros = Math.min(firstMicros, other.firstMicros);
        lastMicros = Math.max(lastMicros, other.lastMicros);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] += other.tokens[i];
        }
        amounts.add(other.amounts);
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
        for (int i = 0; i < tokens.length; i++) {
            if (Unit.known(i).direction() == direction) {
                sum = Math.addExact(sum, tokens[i]);
            }
        }
        return sum;
    }

    /** Quantities by unit, those above 0 only. */
    public SortedMap<Unit, BigDecimal> quantities() {
        SortedMap<Unit, BigDecimal> quantities = new TreeMap<>(others);
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] != 0) {
                quantities.put(Unit.known(i), BigDecimal.valueOf(tokens[i]));
            }
        }
        return quantities;
    }

    public Money cost(Direction direction) {
        return amounts.money(FIRST_DIRECTION + direction.ordinal());
    }

    /** Amounts by component, those other than 0 only. */
    public Map<Component, Money> components() {
        Map<Component, Money> sums = new EnumMap<>(Component.class);
        for (Component component : COMPONENTS) {
            if (!amounts.isZero(component.ordinal())) {
                sums.put(component, amounts.money(component.ordinal()));
            }
        }
        return sums;
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
        return amounts.money(ADJUSTED);
    }

    public Money cacheSavings() {
        return amounts.money(SAVINGS);
    }
}
