package io.costream.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts new rates into the place of those of the same units, and leaves all others as they are. */
public final class RateChange {
    private RateChange() {}

    /**
     * The sets with the rates of another one in the place of theirs, under its own condition only. A unit that is not
     * named follows one that is, where that one would stand in for it and both cost the same before: reasoning that
     * cost as much as output costs as much as output again.
     */
    public static List<RateSet> over(List<RateSet> sets, RateSet change) {
        List<RateSet> changed = new ArrayList<>();
        boolean found = false;
        for (RateSet set : sets) {
            boolean same = isSameCondition(set, change);
            changed.add(same ? merged(set, change) : set);
            found |= same;
        }
        if (!found) {
            changed.add(change);
        }
        return changed;
    }

    private static boolean isSameCondition(RateSet one, RateSet other) {
        return one.when().equals(other.when()) && one.size().equals(other.size());
    }

    private static RateSet merged(RateSet set, RateSet change) {
        Map<Unit, Rate> rates = new TreeMap<>(set.rates());
        rates.putAll(change.rates());
        set.rates().forEach((unit, rate) -> {
            if (!change.rates().containsKey(unit)) {
                Fallbacks.of(unit).stream()
                        .filter(other -> change.rates().containsKey(other))
                        .filter(other -> set.rates().containsKey(other)
                                && set.rates().get(other).samePrice(rate))
                        .findFirst()
                        .ifPresent(other -> rates.put(unit, change.rates().get(other)));
            }
        });
        return new RateSet(set.when(), set.size(), new TreeMap<>(rates), set.factor());
    }
}
