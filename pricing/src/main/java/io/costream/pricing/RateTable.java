package io.costream.pricing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rates of all units under one combination of conditions, fallbacks resolved. Immutable. */
final class RateTable {
    /** A table of nothing. */
    static final RateTable EMPTY = new RateTable(Map.of());

    private final @Nullable UnitRate[] tokens = new UnitRate[Unit.TOKEN_UNITS];
    private final Map<Unit, UnitRate> direct;
    private final @Nullable UnitRate request;

    private RateTable(Map<Unit, UnitRate> direct) {
        this.direct = direct;
        Arrays.setAll(tokens, index -> withFallback(Unit.known(index)));
        this.request = withFallback(Unit.REQUESTS);
    }

    /** Of the sets that hold, best first. */
    static RateTable of(List<RateSet> holding) {
        BigDecimal factor = BigDecimal.ONE;
        Map<Unit, Rate> rates = new HashMap<>();
        for (RateSet set : holding) {
            set.rates().forEach(rates::putIfAbsent);
            factor = factor.multiply(set.factor());
        }
        Map<Unit, UnitRate> ready = new HashMap<>();
        for (Map.Entry<Unit, Rate> entry : rates.entrySet()) {
            Unit unit = entry.getKey();
            Rate rate = unit.countsTokens() ? entry.getValue().times(factor) : entry.getValue();
            ready.put(unit, new UnitRate(rate, unit));
        }
        return new RateTable(ready);
    }

    /** This table with another one for the units it lacks; only where both lack a unit does a fallback stand in. */
    RateTable over(RateTable lower) {
        Map<Unit, UnitRate> both = new HashMap<>(lower.direct);
        both.putAll(direct);
        return new RateTable(both);
    }

    /** The rate of a token unit, or of the one that stands in for it. */
    @Nullable
    UnitRate token(Unit unit) {
        return tokens[unit.index()];
    }

    /** The rate of the token unit with this index, or of the one that stands in for it. */
    @Nullable
    UnitRate token(int index) {
        return tokens[index];
    }

    /**
     * What a cache saved on tokens that cost an amount, in whole picodollars: 0 where the unit is not read from one;
     * below 0 where that needs decimal arithmetic, or fits no long.
     */
    long cacheSavings(int index, long quantity, long amount) {
        int uncached = Fallbacks.withoutCache(index);
        UnitRate full = uncached == index ? null : tokens[uncached];
        if (full == null) {
            return 0;
        }
        long whole = full.picos(quantity);
        return whole < 0 ? whole : Math.max(whole - amount, 0);
    }

    /** Whether each call costs something by itself. */
    boolean chargesRequests() {
        return request != null;
    }

    /** Whether the price list itself names the unit. */
    boolean names(Unit unit) {
        return direct.containsKey(unit);
    }

    /** The rate of a unit that does not count tokens, or of the one that stands in for it. */
    @Nullable
    UnitRate other(Unit unit) {
        return withFallback(unit);
    }

    boolean names(Component component) {
        return direct.keySet().stream().anyMatch(unit -> unit.component() == component);
    }

    private @Nullable UnitRate withFallback(Unit unit) {
        UnitRate own = direct.get(unit);
        if (own != null) {
            return own;
        }
        for (Unit substitute : Fallbacks.of(unit)) {
            UnitRate rate = direct.get(substitute);
            if (rate != null) {
                return rate;
            }
        }
        return null;
    }
}
