package io.costream.pricing;

import java.math.BigDecimal;

/**
 * A rate made ready for use. Where the price of one unit is a whole number of picodollars, and the product fits a
 * long, the amount needs no decimal arithmetic; the result is the same. Immutable.
 */
final class UnitRate {
    private static final long NOT_WHOLE = -1;

    final Rate rate;
    /** The unit that the price list names; another one than asked for where a rate is missing. */
    final Unit origin;

    final BigDecimal perUnit;
    private final long picos;

    UnitRate(Rate rate, Unit origin) {
        this.rate = rate;
        this.origin = origin;
        this.perUnit = rate.perUnit();
        this.picos = wholePicos();
    }

    private long wholePicos() {
        BigDecimal shifted = perUnit.movePointRight(Money.SCALE);
        boolean exact = perUnit.multiply(rate.per()).compareTo(rate.usd()) == 0;
        boolean whole = shifted.signum() == 0 || shifted.stripTrailingZeros().scale() <= 0;
        return exact && whole && shifted.precision() - shifted.scale() < Long.SIZE / 4
                ? shifted.longValueExact()
                : NOT_WHOLE;
    }

    Money amount(long quantity) {
        long product = picos(quantity);
        return product >= 0 ? Money.ofPicos(product) : rate.amount(BigDecimal.valueOf(quantity));
    }

    /** What a quantity costs in whole picodollars; below 0 where that needs decimal arithmetic, or fits no long. */
    long picos(long quantity) {
        // A product of 64 bits is negative as a long.
        return picos >= 0 && Math.multiplyHigh(picos, quantity) == 0 ? picos * quantity : NOT_WHOLE;
    }

    Money amount(BigDecimal quantity) {
        return rate.amount(quantity);
    }
}
