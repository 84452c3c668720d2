package io.costream.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A price as a provider states it: USD for a number of units, such as 3 USD for 1,000,000 tokens or 4.80 USD for 3,600
 * seconds. Kept as a fraction, so that it is exact even where the price of a single unit has no last digit. Immutable.
 *
 * @param usd never negative
 * @param per how many units that buys, above 0
 */
public record Rate(BigDecimal usd, BigDecimal per) {
    public static final Rate FREE = new Rate(BigDecimal.ZERO, BigDecimal.ONE);

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public Rate {
        usd = plain(usd);
        per = plain(per);
        if (usd.signum() < 0) {
            throw new IllegalArgumentException("a rate of " + usd + " USD, but a rate is never negative");
        }
        if (per.signum() <= 0) {
            throw new IllegalArgumentException("a rate per " + per + " units, but the number must be above 0");
        }
    }

    /** USD for one unit. */
    public static Rate each(String usd) {
        return each(new BigDecimal(usd));
    }

    /** USD for one unit. */
    public static Rate each(BigDecimal usd) {
        return new Rate(usd, BigDecimal.ONE);
    }

    /** USD for a million units. */
    public static Rate perMillion(String usd) {
        return perMillion(new BigDecimal(usd));
    }

    /** USD for a million units. */
    public static Rate perMillion(BigDecimal usd) {
        return new Rate(usd, MILLION);
    }

    public Rate times(BigDecimal factor) {
        return factor.compareTo(BigDecimal.ONE) == 0 ? this : new Rate(usd.multiply(factor), per);
    }

    /** This rate times the ratio of two others, exactly. */
    public Rate times(Rate part, Rate whole) {
        return new Rate(
                usd.multiply(part.usd).multiply(whole.per),
                per.multiply(part.per).multiply(whole.usd));
    }

    /** USD for a single unit: exact where it has a last digit, else to 34 digits, for people to read. */
    public BigDecimal perUnit() {
        try {
            return plain(usd.divide(per));
        } catch (ArithmeticException endless) {
            return usd.divide(per, MathContext.DECIMAL128);
        }
    }

    /** What a quantity costs, rounded once. */
    public Money amount(BigDecimal quantity) {
        return Money.rounded(quantity.multiply(usd).divide(per, Money.SCALE, RoundingMode.HALF_EVEN));
    }

    /** Whether both are the same price, however they are written. */
    public boolean samePrice(Rate other) {
        return usd.multiply(other.per).compareTo(other.usd.multiply(per)) == 0;
    }

    /** The same number without needless zeros and never in exponents, so that equal numbers are equal values. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
