package io.costream.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One model as known at one revision, its entries in order of precedence. Of the entries valid at an instant the one
 * of the newest revision counts; within a revision one for a time of day before one for all day, then the one that
 * starts later, then the one written later. Immutable.
 */
final class ModelHistory {
    private final ModelPrices prices;
    private final List<EntryRates> list;
    private final Map<String, List<EntryRates>> contracts;

    ModelHistory(ModelPrices prices) {
        this.prices = prices;
        List<PriceEntry> entries = prices.entries();
        Map<PriceEntry, Integer> position = new HashMap<>();
        IntStream.range(0, entries.size()).forEach(i -> position.put(entries.get(i), i));
        Comparator<PriceEntry> precedence = Comparator.comparingLong(PriceEntry::revision)
                .thenComparing(entry -> !entry.windows().isEmpty())
                .thenComparing(PriceEntry::from)
                .thenComparing(position::get)
                .reversed();
        List<EntryRates> sorted =
                entries.stream().sorted(precedence).map(EntryRates::new).toList();
        this.list = sorted.stream().filter(rates -> !rates.entry.isContract()).toList();
        this.contracts = sorted.stream()
                .filter(rates -> rates.entry.isContract())
                .collect(Collectors.groupingBy(rates -> rates.entry.tenant()));
    }

    ModelPrices prices() {
        return prices;
    }

    /** The list price valid at an instant. */
    @Nullable
    EntryRates listAt(Instant instant) {
        return validAt(list, instant);
    }

    /** Every list price that is valid at an instant, the one that counts first. */
    Stream<EntryRates> allAt(Instant instant) {
        return list.stream().filter(rates -> rates.entry.isValidAt(instant));
    }

    /** The tenant's own price valid at an instant. */
    @Nullable
    EntryRates contractAt(String tenant, Instant instant) {
        List<EntryRates> own = contracts.get(tenant);
        return own == null ? null : validAt(own, instant);
    }

    private static @Nullable EntryRates validAt(List<EntryRates> entries, Instant instant) {
        for (EntryRates rates : entries) {
            if (rates.entry.isValidAt(instant)) {
                return rates;
            }
        }
        return null;
    }
}
