package io.costream.pricing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rates that hold under a condition: a context such as {@code service_tier = batch}, a size, both, or none. Immutable.
 *
 * <p>Where several sets of an entry hold, each unit takes its rate from the first that names it: the set for the
 * highest size first, then the one with the most context values, then the one written first.
 *
 * @param when context values that must all be there
 * @param factor multiplies the rate of every unit that counts tokens, whichever set of the entry the rate is from
 */
public record RateSet(SortedMap<String, String> when, SizeTier size, SortedMap<Unit, Rate> rates, BigDecimal factor) {
    /** USD for a single unit: beyond it the price is a mistake, and totals could not hold what calls cost. */
    static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000_000);
    /** What a rate can be multiplied by. */
    private static final BigDecimal MOST_TIMES = BigDecimal.valueOf(1_000);

    public RateSet {
        when = Collections.unmodifiableSortedMap(new TreeMap<>(when));
        rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
        factor = Rate.plain(factor);
        if (factor.signum() < 0) {
            throw new IllegalArgumentException("a factor of " + factor + ", but a price is never negative");
        }
        if (factor.compareTo(MOST_TIMES) > 0) {
            throw new IllegalArgumentException("a factor of " + factor + ", above " + MOST_TIMES);
        }
        rates.forEach((unit, rate) -> {
            if (rate.usd().compareTo(rate.per().multiply(MOST_USD)) > 0) {
                throw new IllegalArgumentException(unit + " costs more than " + MOST_USD + " USD each");
            }
        });
    }

    /** Rates without a condition. */
    public static RateSet of(Map<Unit, Rate> rates) {
        return of(Map.of(), SizeTier.ANY, rates);
    }

    public static RateSet of(Map<String, String> when, SizeTier size, Map<Unit, Rate> rates) {
        return new RateSet(new TreeMap<>(when), size, new TreeMap<>(rates), BigDecimal.ONE);
    }

    /** A factor on all token rates under a context, such as the uplift of a region. */
    public static RateSet factor(Map<String, String> when, BigDecimal factor) {
        return new RateSet(new TreeMap<>(when), SizeTier.ANY, new TreeMap<>(), factor);
    }

    boolean holds(PricingContext context, Usage usage) {
        return holdsIn(context) && size.includes(usage);
    }

    boolean holdsIn(PricingContext context) {
        if (when.isEmpty()) {
            return true;
        }
        if (when.size() > context.values().size()) {
            return false;
        }
        for (Map.Entry<String, String> condition : when.entrySet()) {
            if (!condition.getValue().equals(context.values().get(condition.getKey()))) {
                return false;
            }
        }
        return true;
    }

    boolean isUnconditional() {
        return when.isEmpty() && size.bound() == SizeTier.Bound.ANY;
    }
}
