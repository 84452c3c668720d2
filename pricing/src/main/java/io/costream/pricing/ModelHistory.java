package io.costream.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        List<EntryRates> sorted = prices.entries().stream()
                .sorted(precedence(prices.entries()))
                .map(EntryRates::new)
                .toList();
        this.list = sorted.stream().filter(rates -> !rates.entry.isContract()).toList();
        this.contracts = sorted.stream()
                .filter(rates -> rates.entry.isContract())
                .collect(Collectors.groupingBy(rates -> rates.entry.tenant()));
    }

    /** The one that counts first comes first. */
    static Comparator<PriceEntry> precedence(List<PriceEntry> entries) {
        Map<PriceEntry, Integer> position = new HashMap<>();
        IntStream.range(0, entries.size()).forEach(i -> position.put(entries.get(i), i));
        return Comparator.comparingLong(PriceEntry::revision)
                .thenComparing(entry -> !entry.windows().isEmpty())
                .thenComparing(PriceEntry::from)
                .thenComparing(position::get)
                .reversed();
    }

    boolean hasListPrices() {
        return !list.isEmpty();
    }

    /** Tenants that have a contract here. */
    Set<String> tenants() {
        return contracts.keySet();
    }

    ModelPrices prices() {
        return prices;
    }

    /** The list price valid at an instant. */
    @Nullable
    EntryRates listAt(Instant instant) {
        return validAt(list, instant);
    }

    /** Every price of a tenant, or of the list, that an instant lies in, whatever its times of day; first counts first. */
    Stream<PriceEntry> around(Instant instant, String tenant) {
        List<EntryRates> all = tenant.isEmpty() ? list : contracts.getOrDefault(tenant, List.of());
        return all.stream()
                .map(rates -> rates.entry)
                .filter(entry -> !instant.isBefore(entry.from()) && instant.isBefore(entry.to()));
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
