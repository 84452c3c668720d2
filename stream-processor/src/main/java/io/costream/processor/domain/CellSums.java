package io.costream.processor.domain;

import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import org.jspecify.annotations.Nullable;

/**
 * The tokens, failures and amounts of a cell: of the many units and components there are, those that were used, side by side in one
 * short array. A call changes several cells that are rarely in the processor's caches, so that what counts is how
 * many lines of memory a cell takes up: that is why a cell is these sums, rather than having them.
 *
 * <p>Amounts are picodollars in a long until one does not fit; then all of them move to 128 bits. Not thread-safe.
 */
class CellSums {
    /** Counts of calls stand behind the units. */
    static final int TIMEOUTS = Unit.TOKEN_UNITS;

    static final int CANCELLED = TIMEOUTS + 1;
    private static final int FIRST_AMOUNT = CANCELLED + 1;
    private static final long TOKENS = (1L << Unit.TOKEN_UNITS) - 1;
    private static final long COUNTS = (1L << FIRST_AMOUNT) - 1;
    private static final long[] NONE = {};

    private final int amounts;
    /** One bit for each value that is there: tokens by unit from bit 0, then calls, then amounts. */
    private long used;

    private long[] values = NONE;
    /** The amounts, once one did not fit a long; none of them is among the values then. */
    private @Nullable ExactSums wide;

    CellSums(int amounts) {
        this.amounts = amounts;
    }

    /** One bit for each unit with tokens. */
    long unitsWithTokens() {
        long units = 0;
        for (long rest = used & TOKENS; rest != 0; rest &= rest - 1) {
            long bit = rest & -rest;
            units |= values[at(used, bit)] == 0 ? 0 : bit;
        }
        return units;
    }

    /** Tokens of a unit, or calls that timed out or were cancelled. */
    long count(int slot) {
        return value(slot);
    }

    /** Adds to a count; the sum must fit a long. */
    void addCount(int slot, long number) {
        if (number != 0) {
            set(slot, value(slot) + number);
        }
    }

    void addAmount(int amount, Money money) {
        if (money.fitsLong()) {
            addAmount(amount, money.longPicos());
        } else {
            widened().add(amount, money);
        }
    }

    void addAmount(int amount, long picos) {
        int slot = FIRST_AMOUNT + amount;
        if (picos == 0) {
            return;
        }
        if (wide == null && fits(value(slot), picos)) {
            set(slot, value(slot) + picos);
        } else {
            widened().add(amount, picos >> (Long.SIZE - 1), picos);
        }
    }

    /** Adds an amount of 128 bits. */
    void addAmount(int amount, long high, long low) {
        if (high == low >> (Long.SIZE - 1)) {
            addAmount(amount, low);
        } else {
            widened().add(amount, high, low);
        }
    }

    /** Whether all sums of tokens would fit a long; amounts always find room. */
    boolean hasRoomFor(CellSums other) {
        for (long rest = other.used & TOKENS; rest != 0; rest &= rest - 1) {
            int unit = Long.numberOfTrailingZeros(rest);
            if (!fits(value(unit), other.value(unit))) {
                return false;
            }
        }
        return true;
    }

    void add(CellSums other) {
        if (wide != null || other.wide != null || !fits(other)) {
            ExactSums all = widened();
            for (int amount = 0; amount < amounts; amount++) {
                all.add(amount, other.high(amount), other.low(amount));
            }
            addValues(other, other.used & COUNTS);
        } else {
            addValues(other, other.used);
        }
    }

    private boolean fits(CellSums other) {
        for (long rest = other.used & used & ~COUNTS; rest != 0; rest &= rest - 1) {
            int slot = Long.numberOfTrailingZeros(rest);
            if (!fits(value(slot), other.value(slot))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(long one, long other) {
        long sum = one + other;
        // Both operands differ in sign from an overflowed sum.
        return ((one ^ sum) & (other ^ sum)) >= 0;
    }

    private void addValues(CellSums other, long slots) {
        if ((slots & ~used) != 0) {
            arrange(used | slots);
        }
        for (long rest = slots; rest != 0; rest &= rest - 1) {
            long bit = rest & -rest;
            values[at(used, bit)] += other.values[at(other.used, bit)];
        }
    }

    /** Where the value of a bit stands among those of a set of bits. */
    private static int at(long bits, long bit) {
        return Long.bitCount(bits & (bit - 1));
    }

    private long value(int slot) {
        long bit = 1L << slot;
        return (used & bit) == 0 ? 0 : values[at(used, bit)];
    }

    private void set(int slot, long value) {
        long bit = 1L << slot;
        if ((used & bit) == 0) {
            arrange(used | bit);
        }
        values[at(used, bit)] = value;
    }

    /** Makes room at once for counts and amounts that are about to be added, one bit each. */
    void expect(long counts, long amountBits) {
        long slots = counts | amountBits << FIRST_AMOUNT;
        if ((slots & ~used) != 0) {
            arrange(used | slots);
        }
    }

    /** Makes room for, or takes away, values. */
    private void arrange(long slots) {
        long[] arranged = new long[Long.bitCount(slots)];
        for (long rest = slots & used; rest != 0; rest &= rest - 1) {
            long bit = rest & -rest;
            arranged[at(slots, bit)] = values[at(used, bit)];
        }
        values = arranged;
        used = slots;
    }

    private ExactSums widened() {
        ExactSums all = wide;
        if (all == null) {
            all = new ExactSums(amounts);
            for (int amount = 0; amount < amounts; amount++) {
                long picos = value(FIRST_AMOUNT + amount);
                all.add(amount, picos >> (Long.SIZE - 1), picos);
            }
            arrange(used & COUNTS);
            wide = all;
        }
        return all;
    }

    long high(int amount) {
        return wide == null ? value(FIRST_AMOUNT + amount) >> (Long.SIZE - 1) : wide.high(amount);
    }

    long low(int amount) {
        return wide == null ? value(FIRST_AMOUNT + amount) : wide.low(amount);
    }

    boolean isZero(int amount) {
        return (high(amount) | low(amount)) == 0;
    }

    /** Whether the sum fits a long, as nearly every one does. */
    boolean isLong(int amount) {
        return wide == null || wide.isLong(amount);
    }

    Money money(int amount) {
        return wide == null ? Money.ofPicos(low(amount)) : wide.money(amount);
    }
}
