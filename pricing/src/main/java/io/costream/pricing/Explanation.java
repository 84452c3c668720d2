package io.costream.pricing;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a call costs what it costs. Immutable.
 *
 * @param charge as the book prices it; {@link Charge#matched} names the model and the rule that matched
 * @param entries whose rates were asked, the tenant's contract before the list price; none where the call is unpriced
 * @param standIns units without a rate of their own, each with the unit whose rate was taken
 */
public record Explanation(Charge charge, List<PriceEntry> entries, SortedMap<Unit, Unit> standIns) {
    public Explanation {
        entries = List.copyOf(entries);
        standIns = Collections.unmodifiableSortedMap(new TreeMap<>(standIns));
    }
}
