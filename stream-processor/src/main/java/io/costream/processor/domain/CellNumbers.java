package io.costream.processor.domain;

import java.util.Arrays;

/**
 * The counts and amounts of several cells in one array, a row each. Behind the few numbers that every cell has stand those of the
 * many units and components that one of the cells uses. A call changes cells that are rarely in the processor's caches, and
 * the garbage collector copies the new ones, so that what counts is how many objects and lines of memory a cell takes up.
 *
 * <p>Amounts are picodollars in a long; where one does not fit, a second column has its upper 64 bits. Adding is exact,
 * associative and commutative. Not thread-safe.
 */
class CellNumbers {
    /** What every row begins with. */
    private static final int CALLS = 0;
    /** Calls whose latency was measured, and the sum over them. */
    private static final int TIMED = 1;

    private static final int LATENCY = 2;
    private static final int FIRST = 3;
    private static final int LAST = 4;
    private static final int FIXED = 5;

    private static final long[] NO_NUMBERS = {};
    /** One bit for each column that is there behind the fixed ones: units, counts of calls, amounts, upper halves. */
    private long columns;
    /** How many numbers a row has. */
    private int stride = FIXED;

    private long[] numbers = NO_NUMBERS;
    private int size;
    /** How many rows there are. */
    final int size() {
        return size;
    }

    /** Adds a row of nothing. */
    final int addRow() {
        int from = size * stride;
        if (numbers.length - from < stride) {
            // By a half: with hundreds of thousands of packs, what is spare counts.
            numbers = Arrays.copyOf(numbers, (size + Math.max(1, size / 2)) * stride);
        }
        numbers[from + FIRST] = Long.MAX_VALUE;
        numbers[from + LAST] = Long.MIN_VALUE;
        return size++;
    }

    final long calls(int row) {
        return numbers[row * stride + CALLS];
    }

    final long timed(int row) {
        return numbers[row * stride + TIMED];
    }

    final long latencyMicros(int row) {
        return numbers[row * stride + LATENCY];
    }

    final long firstMicros(int row) {
        return numbers[row * stride + FIRST];
    }

    final long lastMicros(int row) {
        return numbers[row * stride + LAST];
    }

    final void set(int row, long calls, long timed, long latencyMicros, long firstMicros, long lastMicros) {
        int from = row * stride;
        numbers[from + CALLS] = calls;
        numbers[from + TIMED] = timed;
        numbers[from + LATENCY] = latencyMicros;
        numbers[from + FIRST] = firstMicros;
        numbers[from + LAST] = lastMicros;
    }

    /** Tokens of a unit, or calls of a kind. */
    final long count(int row, int column) {
        return value(row, 1L << column);
    }

    /** Adds to a count; the sum must fit a long. */
    final void addCount(int row, int column, long number) {
        if (number != 0) {
            long bit = 1L << column;
            expect(bit);
            numbers[at(row, bit)] += number;
        }
    }

    /** One bit for each unit of which a row may have tokens. */
    final long unitColumns() {
        return columns & Columns.TOKENS;
    }

    /** One bit for each unit with tokens. */
    final long unitsWithTokens(int row) {
        long units = 0;
        for (long rest = columns & Columns.TOKENS; rest != 0; rest &= rest - 1) {
            long bit = rest & -rest;
            units |= numbers[at(row, bit)] == 0 ? 0 : bit;
        }
        return units;
    }

    final void addAmount(int row, int amount, long picos) {
        addAmount(row, amount, picos >> (Long.SIZE - 1), picos);
    }

    /** Adds an amount of 128 bits. */
    final void addAmount(int row, int amount, long high, long low) {
        if ((high | low) == 0) {
            return;
        }
        long lower = 1L << (Columns.FIRST_AMOUNT + amount);
        expect(lower);
        long before = numbers[at(row, lower)];
        boolean narrow = (columns & lower << Columns.AMOUNTS) == 0;
        if (narrow && high == low >> (Long.SIZE - 1) && fits(before, low)) {
            numbers[at(row, lower)] = before + low;
            return;
        }
        if (narrow) {
            addUpperHalf(lower);
        }
        int at = at(row, lower);
        long sum = numbers[at] + low;
        numbers[at] = sum;
        numbers[at(row, lower << Columns.AMOUNTS)] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    }

    private void addUpperHalf(long lower) {
        expect(lower << Columns.AMOUNTS);
        for (int row = 0; row < size; row++) {
            numbers[at(row, lower << Columns.AMOUNTS)] = numbers[at(row, lower)] >> (Long.SIZE - 1);
        }
    }

    final long low(int row, int amount) {
        return value(row, 1L << (Columns.FIRST_AMOUNT + amount));
    }

    final long high(int row, int amount) {
        long upper = 1L << (Columns.FIRST_UPPER + amount);
        return (columns & upper) == 0 ? low(row, amount) >> (Long.SIZE - 1) : numbers[at(row, upper)];
    }

    /** One bit for each amount that is not 0. */
    final long amounts(int row) {
        long amounts = 0;
        for (long rest = (columns & ~Columns.UPPERS) >>> Columns.FIRST_AMOUNT; rest != 0; rest &= rest - 1) {
            int amount = Long.numberOfTrailingZeros(rest);
            amounts |= (high(row, amount) | low(row, amount)) == 0 ? 0 : 1L << amount;
        }
        return amounts;
    }

    /** One bit for each amount that does not fit a long, as nearly every one does. */
    final long largeAmounts(int row) {
        long large = 0;
        for (long rest = columns >>> Columns.FIRST_UPPER; rest != 0; rest &= rest - 1) {
            int amount = Long.numberOfTrailingZeros(rest);
            large |= high(row, amount) == low(row, amount) >> (Long.SIZE - 1) ? 0 : 1L << amount;
        }
        return large;
    }

    /** Adds a row of others to one of these. */
    final void addNumbers(int row, CellNumbers other, int otherRow) {
        if (other.isNarrow()) {
            addNarrow(row, other.columns, other.numbers, otherRow * other.stride);
            return;
        }
        long counts = other.columns & Columns.COUNTS;
        addNarrow(row, counts, other.numbers, otherRow * other.stride);
        for (int amount = 0; amount < Columns.AMOUNTS; amount++) {
            addAmount(row, amount, other.high(otherRow, amount), other.low(otherRow, amount));
        }
    }

    /** Adds numbers that begin with those of these columns, in their order without a gap; none of them is an upper half. */
    private void addNarrow(int row, long otherColumns, long[] other, int from) {
        expect(otherColumns);
        int to = row * stride;
        numbers[to + CALLS] += other[from + CALLS];
        numbers[to + TIMED] += other[from + TIMED];
        numbers[to + LATENCY] += other[from + LATENCY];
        numbers[to + FIRST] = Math.min(numbers[to + FIRST], other[from + FIRST]);
        numbers[to + LAST] = Math.max(numbers[to + LAST], other[from + LAST]);
        int next = from + FIXED;
        long plain = isNarrow() ? otherColumns : otherColumns & Columns.COUNTS;
        for (long rest = otherColumns; rest != 0; rest &= rest - 1) {
            long bit = rest & -rest;
            int at = at(row, bit);
            long number = other[next++];
            if ((plain & bit) != 0 && fits(numbers[at], number)) {
                numbers[at] += number;
            } else if ((bit & Columns.COUNTS) != 0) {
                throw new ArithmeticException("a sum of tokens does not fit 64 bits");
            } else {
                addAmount(row, Long.numberOfTrailingZeros(bit) - Columns.FIRST_AMOUNT, number);
            }
        }
    }

    /** Whether every amount fits a long. */
    public final boolean isNarrow() {
        return (columns & Columns.UPPERS) == 0;
    }

    /** How many longs a copied row takes. */
    public final int copySize() {
        return 1 + stride;
    }

    /** Copies a row of narrow ones: which columns there are, and the numbers. */
    public final void copyRow(int row, long[] into, int at) {
        into[at] = columns;
        System.arraycopy(numbers, row * stride, into, at + 1, stride);
    }

    /** Adds a copied row to one of these. */
    final void addCopied(int row, long[] from, int at) {
        addNarrow(row, from[at], from, at + 1);
    }

    /** What took the calls of a copied row that were timed; 0 if none was. */
    static long copiedLatency(long[] from, int at) {
        return from[at + 1 + TIMED] > 0 ? from[at + 1 + LATENCY] : 0;
    }

    /** Whether a sum fits a long. */
    static boolean fits(long one, long other) {
        long sum = one + other;
        // Both operands differ in sign from an overflowed sum.
        return ((one ^ sum) & (other ^ sum)) >= 0;
    }

    private long value(int row, long bit) {
        return (columns & bit) == 0 ? 0 : numbers[at(row, bit)];
    }

    private int at(int row, long bit) {
        return row * stride + FIXED + Long.bitCount(columns & (bit - 1));
    }

    /** Makes room at once for counts and amounts that are about to be added, one bit each. */
    final void expect(long counts, long amounts) {
        expect(counts | amounts << Columns.FIRST_AMOUNT);
    }

    final void expectNumbersOf(CellNumbers other) {
        expect(other.columns & ~Columns.UPPERS);
    }

    /** Makes room at once for a copied row that is about to be added. */
    final void expectCopied(long[] from, int at) {
        expect(from[at]);
    }

    private void expect(long more) {
        if ((more & ~columns) != 0) {
            arrange(columns | more);
        }
    }

    private void arrange(long wider) {
        int newStride = FIXED + Long.bitCount(wider);
        long[] arranged = size == 0 ? NO_NUMBERS : new long[numbers.length / stride * newStride];
        for (int row = 0; row < size; row++) {
            int from = row * stride;
            int to = row * newStride;
            System.arraycopy(numbers, from, arranged, to, FIXED);
            from += FIXED;
            for (long rest = columns; rest != 0; rest &= rest - 1) {
                long bit = rest & -rest;
                arranged[to + FIXED + Long.bitCount(wider & (bit - 1))] = numbers[from++];
            }
        }
        numbers = arranged;
        columns = wider;
        stride = newStride;
    }
}
