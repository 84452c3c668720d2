package io.costream.processor.domain;

import io.costream.pricing.Money;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Sums of picodollars in 128 bits each, side by side in one array: far beyond the 9.2 million USD of a long, without an
 * object per amount. 128 bits hold 1.7e26 USD, more than decimal(38,12) on the wire. Not thread-safe.
 */
final class ExactSums {
    private static final BigInteger LONG_MASK =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    /** The high half of slot i at 2i, the low half at 2i + 1. */
    private final long[] halves;

    ExactSums(int slots) {
        halves = new long[2 * slots];
    }

    void add(int slot, long high, long low) {
        int at = 2 * slot;
        long sum = halves[at + 1] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        halves[at + 1] = sum;
        halves[at] += high + carry;
    }

    void add(int slot, Money money) {
        BigInteger picos = money.picos();
        add(
                slot,
                picos.shiftRight(Long.SIZE).longValueExact(),
                picos.and(LONG_MASK).longValue());
    }

    long high(int slot) {
        return halves[2 * slot];
    }

    long low(int slot) {
        return halves[2 * slot + 1];
    }

    boolean isZero(int slot) {
        return (high(slot) | low(slot)) == 0;
    }

    /** Whether the sum fits in a long, as nearly every one does. */
    boolean isLong(int slot) {
        return high(slot) == low(slot) >> (Long.SIZE - 1);
    }

    Money money(int slot) {
        if (isLong(slot)) {
            return Money.ofPicos(low(slot));
        }
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(high(slot))
                .putLong(low(slot))
                .array();
        return Money.ofPicos(new BigInteger(bytes));
    }
}
