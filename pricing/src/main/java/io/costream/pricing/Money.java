package io.costream.pricing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact amount of USD in whole picodollars (1e-12 USD), of either sign and any size. Immutable.
 *
 * <p>{@link #rounded} is the one place where an amount is rounded, half-even; sums are exact.
 */
public final class Money implements Comparable<Money> {
    /** Decimal places of an amount. */
    public static final int SCALE = 12;

    public static final Money ZERO = new Money(BigDecimal.valueOf(0, SCALE));

    private final BigDecimal amount;

    private Money(BigDecimal amount) {
        this.amount = amount;
    }

    /** Rounds half-even to 1e-12 USD. */
    public static Money rounded(BigDecimal usd) {
        return new Money(usd.setScale(SCALE, RoundingMode.HALF_EVEN));
    }

    /** An amount that must not need rounding. */
    public static Money of(String usd) {
        return new Money(new BigDecimal(usd).setScale(SCALE, RoundingMode.UNNECESSARY));
    }

    public static Money ofPicos(long picos) {
        return picos == 0 ? ZERO : new Money(BigDecimal.valueOf(picos, SCALE));
    }

    public static Money ofPicos(BigInteger picos) {
        return new Money(new BigDecimal(picos, SCALE));
    }

    public Money plus(Money other) {
        return new Money(amount.add(other.amount));
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(other.amount));
    }

    public int signum() {
        return amount.signum();
    }

    /** Always of scale 12. */
    public BigDecimal toBigDecimal() {
        return amount;
    }

    /** Whole picodollars. */
    public BigInteger picos() {
        return amount.unscaledValue();
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Money other && amount.equals(other.amount);
    }

    @Override
    public int hashCode() {
        return amount.hashCode();
    }

    /** A plain decimal without needless zeros, such as {@code 0.0184}. */
    @Override
    public String toString() {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
