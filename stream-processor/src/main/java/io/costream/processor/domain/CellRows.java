package io.costream.processor.domain;

import io.costream.pricing.Money;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Totals of several cells, a row each: their {@link CellNumbers numbers}, and what few of them have. Not thread-safe.
 */
class CellRows extends CellNumbers {
    /**
     * Units of one cell that do not count tokens. Whatever names calls bring, a record of {@link CellPack#MOST} cells stays below
     * the megabyte that Kafka takes: 64 times 40 names of 192 bytes are half of it.
     */
    static final int MOST_OTHER_UNITS = 2 * Admission.MOST_OTHER_UNITS;

    /** Bits of an amount that is added: those of a call's many lines still sum to less than a row can hold. */
    private static final int MOST_BITS = 120;

    /** Upper halves that two amounts can have whose sum surely fits 128 bits. */
    private static final long MOST_HIGH = 1L << 62;

    private static final long[][] NONE = {};

    /** Of each row how many calls took how long, of those that were added with it; shorter or null where there are none. */
    private long[] @Nullable [] latencies = NONE;
    /** Of each row the quantities of units that do not count tokens; fewer than rows where the last ones have none. */
    private List<SortedMap<Unit, BigDecimal>> others = List.of();

    /**
     * Adds an amount.
     *
     * @throws ArithmeticException if it is beyond 10^24 USD
     */
    final void addAmount(int row, int amount, Money money) {
        if (money.fitsLong()) {
            addAmount(row, amount, money.longPicos());
        } else {
            BigInteger picos = money.picos();
            if (picos.bitLength() > MOST_BITS) {
                throw new ArithmeticException("an amount of " + money + " USD");
            }
            addAmount(row, amount, picos.shiftRight(Long.SIZE).longValue(), picos.longValue());
        }
    }

    final Money money(int row, int amount) {
        long low = low(row, amount);
        return (largeAmounts(row) & 1L << amount) == 0
                ? Money.ofPicos(low)
                : Money.ofPicos(BigInteger.valueOf(high(row, amount))
                        .shiftLeft(Long.SIZE)
                        .add(BigInteger.valueOf(low >>> 1).shiftLeft(1))
                        .add(BigInteger.valueOf(low & 1)));
    }

    final SortedMap<Unit, BigDecimal> others(int row) {
        return row < others.size() ? others.get(row) : Collections.emptySortedMap();
    }

    /** Adds quantities of units that do not count tokens. */
    final void addOthers(int row, Map<Unit, BigDecimal> more) {
        if (!more.isEmpty()) {
            if (others.isEmpty()) {
                others = new ArrayList<>();
            }
            while (others.size() <= row) {
                others.add(Collections.emptySortedMap());
            }
            if (others.get(row).isEmpty()) {
                others.set(row, new TreeMap<>());
            }
            SortedMap<Unit, BigDecimal> mine = others.get(row);
            more.forEach((unit, quantity) -> mine.merge(unit, quantity, BigDecimal::add));
        }
    }

    final long[] latencies(int row) {
        long[] found = row < latencies.length ? latencies[row] : null;
        return found == null ? Latencies.NONE : found;
    }

    /** Gives the row these latencies, instead of what it has; the row keeps the array. */
    final void setLatencies(int row, long[] buckets) {
        if (row >= latencies.length) {
            latencies = Arrays.copyOf(latencies, row < 2 ? row + 1 : 2 * row);
        }
        latencies[row] = buckets;
    }

    /** Whether adding a row of others overflows nothing; once this holds, {@link #add} cannot fail. */
    final boolean hasRoomFor(int row, CellRows other, int otherRow) {
        return hasRoomForNumbers(row, other, otherRow)
                && (other.others.isEmpty() || hasRoomFor(others(row), other.others(otherRow)));
    }

    final boolean hasRoomForNumbers(int row, CellRows other, int otherRow) {
        if (calls(row) > Latencies.MOST_CALLS - other.calls(otherRow)
                || latencyMicros(row) > Long.MAX_VALUE - other.latencyMicros(otherRow)) {
            return false;
        }
        for (long rest = unitColumns() & other.unitColumns(); rest != 0; rest &= rest - 1) {
            int unit = Long.numberOfTrailingZeros(rest);
            if (!fits(count(row, unit), other.count(otherRow, unit))) {
                return false;
            }
        }
        return (isNarrow() && other.isNarrow())
                || (hasAmountsBelow(row, MOST_HIGH) && other.hasAmountsBelow(otherRow, MOST_HIGH));
    }

    private boolean hasAmountsBelow(int row, long high) {
        boolean below = true;
        for (int amount = 0; amount < Columns.AMOUNTS; amount++) {
            long mine = high(row, amount);
            below &= mine < high && mine >= -high;
        }
        return below;
    }

    /** Whether no count or amount is beyond half of what it can be. */
    public final boolean isAmple(int row) {
        boolean ample = calls(row) <= Latencies.MOST_CALLS / 2
                && latencyMicros(row) <= Long.MAX_VALUE / 2
                && (isNarrow() || hasAmountsBelow(row, MOST_HIGH / 2));
        for (long rest = unitColumns(); rest != 0; rest &= rest - 1) {
            ample &= count(row, Long.numberOfTrailingZeros(rest)) <= Long.MAX_VALUE / 2;
        }
        return ample;
    }

    private static boolean hasRoomFor(SortedMap<Unit, BigDecimal> mine, SortedMap<Unit, BigDecimal> more) {
        long added =
                more.keySet().stream().filter(unit -> !mine.containsKey(unit)).count();
        return mine.size() + added <= MOST_OTHER_UNITS;
    }

    /** Adds a row of others to one of these. */
    final void add(int row, CellRows other, int otherRow) {
        addNumbers(row, other, otherRow);
        if (!other.others.isEmpty()) {
            addOthers(row, other.others(otherRow));
        }
        long[] more = other.latencies(otherRow);
        if (more.length > 0) {
            setLatencies(row, Latencies.sum(latencies(row), more));
        }
    }

    /** Adds the totals of one call, or of a change of one, such that percentiles of latency are known. */
    final void addWithLatency(int row, CellRows call, int callRow) {
        add(row, call, callRow);
        if (call.timed(callRow) > 0) {
            addLatency(row, call.latencyMicros(callRow));
        }
    }

    /** Adds a copied call, or a change of one, such that percentiles of latency are known. */
    final void addCopiedWithLatency(int row, long[] from, int at) {
        addCopied(row, from, at);
        long micros = copiedLatency(from, at);
        if (micros > 0) {
            addLatency(row, micros);
        }
    }

    private void addLatency(int row, long micros) {
        long[] before = latencies(row);
        long[] after = Latencies.with(before, micros);
        if (after != before) {
            setLatencies(row, after);
        }
    }
}
