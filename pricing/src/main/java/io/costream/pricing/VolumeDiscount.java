package io.costream.pricing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What is taken off a month's spending, graduated: each part of it above a threshold has that threshold's discount. It
 * is worked out when a month is read, and is in no charge, total or budget. Immutable.
 *
 * @param steps by the USD above which it holds, the fraction that is taken off
 */
public record VolumeDiscount(NavigableMap<BigDecimal, BigDecimal> steps) {
    public static final VolumeDiscount NONE = new VolumeDiscount(new TreeMap<>());

    public VolumeDiscount {
        TreeMap<BigDecimal, BigDecimal> copy = new TreeMap<>();
        steps.forEach((above, fraction) -> copy.put(Rate.plain(above), Rate.plain(fraction)));
        steps = Collections.unmodifiableNavigableMap(copy);
        steps.forEach((above, fraction) -> {
            if (above.signum() < 0) {
                throw new IllegalArgumentException("a threshold of " + above + " USD, but it is never negative");
            }
            if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("a discount of " + fraction + ", but it is a fraction from 0 to 1");
            }
        });
    }

    /** Reads what {@link #text} writes. */
    public static VolumeDiscount parse(String text) {
        TreeMap<BigDecimal, BigDecimal> steps = new TreeMap<>();
        for (String step : text.isBlank() ? new String[0] : text.split(",")) {
            int equal = step.indexOf('=');
            if (equal < 0) {
                throw new IllegalArgumentException("'" + step + "' is not THRESHOLD=FRACTION");
            }
            steps.put(
                    new BigDecimal(step.substring(0, equal).strip()),
                    new BigDecimal(step.substring(equal + 1).strip()));
        }
        return new VolumeDiscount(steps);
    }

    /** Such as {@code 1000=0.05,10000=0.1}. */
    public String text() {
        StringJoiner text = new StringJoiner(",");
        steps.forEach((above, fraction) -> text.add(above.toPlainString() + "=" + fraction.toPlainString()));
        return text.toString();
    }

    /** What is taken off, rounded once; never negative. */
    public Money on(Money spent) {
        BigDecimal usd = spent.toBigDecimal();
        BigDecimal discount = BigDecimal.ZERO;
        for (Map.Entry<BigDecimal, BigDecimal> step : steps.entrySet()) {
            BigDecimal next = steps.higherKey(step.getKey());
            BigDecimal end = next == null || usd.compareTo(next) < 0 ? usd : next;
            BigDecimal part = end.subtract(step.getKey());
            if (part.signum() > 0) {
                discount = discount.add(part.multiply(step.getValue()));
            }
        }
        return Money.rounded(discount);
    }

    public boolean isNone() {
        return steps.isEmpty();
    }
}
