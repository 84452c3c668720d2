package io.costream.pricing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An exact amount of USD in whole picodollars (1e-12 USD), of either sign and any size. Immutable.
 *
 * <p>{@link #rounded} is the one place where an amount is rounded, half-even; sums are exact.
 */
public final class Money implements Comparable<Money> {
    /** Decimal places of an amount. */
    public static final int SCALE = 12;

    public static final Money ZERO = new Money(0, null);

    private static final int LONG_BITS = 63;
    /** So many decimal digits always fit a long. */
    private static final int LONG_DIGITS = 18;

    // Amounts up to about nine million USD fit a long; only larger ones have a value in big.
    private final long picos;
    private final @Nullable BigInteger big;

    private Money(long picos, @Nullable BigInteger big) {
        this.picos = picos;
        this.big = big;
    }

    /** Rounds half-even to 1e-12 USD. */
    public static Money rounded(BigDecimal usd) {
        BigDecimal exact = usd.setScale(SCALE, RoundingMode.HALF_EVEN);
        return exact.precision() <= LONG_DIGITS
                ? ofPicos(exact.scaleByPowerOfTen(SCALE).longValue())
                : ofPicos(exact.unscaledValue());
    }

    /** An amount that must not need rounding. */
    public static Money of(String usd) {
        return ofPicos(
                new BigDecimal(usd).setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue());
    }

    public static Money ofPicos(long picos) {
        return picos == 0 ? ZERO : new Money(picos, null);
    }

    public static Money ofPicos(BigInteger picos) {
        return picos.bitLength() <= LONG_BITS ? ofPicos(picos.longValue()) : new Money(0, picos);
    }

    /** Whether the picodollars fit a long, which holds up to about nine million USD. */
    public boolean fitsLong() {
        return big == null;
    }

    /**
     * Whole picodollars, without an object.
     *
     * @throws ArithmeticException if they do not fit a long
     */
    public long longPicos() {
        if (big != null) {
            throw new ArithmeticException(this + " USD do not fit a long");
        }
        return picos;
    }

    public Money plus(Money other) {
        if (signum() == 0) {
            return other;
        }
        if (big == null && other.big == null && sumFits(picos, other.picos)) {
            return ofPicos(picos + other.picos);
        }
        return ofPicos(picos().add(other.picos()));
    }

    /** Whether the sum of two numbers of picodollars fits a long. */
    static boolean sumFits(long one, long other) {
        long sum = one + other;
        // Both operands differ in sign from an overflowed sum.
        return ((one ^ sum) & (other ^ sum)) >= 0;
    }

    public Money minus(Money other) {
        if (big == null && other.big == null) {
            long difference = picos - other.picos;
            // Only operands of unlike signs overflow, and then the sign is that of the one taken away.
            if (((picos ^ other.picos) & (picos ^ difference)) >= 0) {
                return ofPicos(difference);
            }
        }
        return ofPicos(picos().subtract(other.picos()));
    }

    public Money negated() {
        return big == null && picos != Long.MIN_VALUE ? ofPicos(-picos) : ofPicos(picos().negate());
    }

    public int signum() {
        return big == null ? Long.signum(picos) : big.signum();
    }

    /** Always of scale 12. */
    public BigDecimal toBigDecimal() {
        return big == null ? BigDecimal.valueOf(picos, SCALE) : new BigDecimal(big, SCALE);
    }

    /** Whole picodollars. */
    public BigInteger picos() {
        return big == null ? BigInteger.valueOf(picos) : big;
    }

    @Override
    public int compareTo(Money other) {
        return big == null && other.big == null ? Long.compare(picos, other.picos) : picos().compareTo(other.picos());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Money other && compareTo(other) == 0;
    }

    @Override
    public int hashCode() {
        return picos().hashCode();
    }

    /** A plain decimal without needless zeros, such as {@code 0.0184}. */
    @Override
    public String toString() {
        return signum() == 0 ? "0" : toBigDecimal().stripTrailingZeros().toPlainString();
    }
}
