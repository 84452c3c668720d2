package io.costream.pricing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The whole history of one model's rates, contracts of tenants included, and the names it goes by. Immutable.
 *
 * <p>The model {@value #PROVIDER_DEFAULT} is the provider's own record: names of the provider, models that mean it, and
 * rates for models of it that have no record. The provider {@value #PROVIDER_DEFAULT} with that model holds the rates
 * of media for models that have none of their own.
 *
 * @param entries in the order in which they were recorded
 */
public record ModelPrices(String provider, String model, List<Naming> names, List<PriceEntry> entries) {
    public static final String PROVIDER_DEFAULT = "*";

    public ModelPrices {
        if (provider.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("a provider '" + provider + "' and a model '" + model + "' need names");
        }
        names = List.copyOf(names);
        entries = List.copyOf(entries);
    }

    /** The key of the model everywhere: {@code provider/model}. */
    public String key() {
        return provider + "/" + model;
    }

    /** The newest revision that changed this model; 0 where there is none. */
    public long revision() {
        LongStream entered = entries.stream().mapToLong(entry -> Math.max(entry.revision(), entry.withdrawnIn()));
        LongStream named = names.stream().mapToLong(naming -> Math.max(naming.revision(), naming.withdrawnIn()));
        return LongStream.concat(entered, named).max().orElse(0);
    }

    /** What a book of that revision knows of the model. */
    public ModelPrices asOf(long asked) {
        return new ModelPrices(
                provider,
                model,
                names.stream().filter(naming -> naming.isKnownIn(asked)).toList(),
                entries.stream()
                        .filter(entry -> entry.isKnownIn(asked))
                        .map(ModelPrices::notYetWithdrawn)
                        .toList());
    }

    private static PriceEntry notYetWithdrawn(PriceEntry entry) {
        return entry.withdrawnIn() == 0
                ? entry
                : entry.toBuilder().withdrawnIn(0).withdrawnAt(Instant.MAX).build();
    }

    /** What is known now and nothing else: without what was withdrawn, and without what newer entries supersede. */
    public ModelPrices inForce() {
        return new ModelPrices(
                provider,
                model,
                names.stream().filter(naming -> naming.withdrawnIn() == 0).toList(),
                EntriesInForce.of(entries));
    }

    /** The list price that counts at an instant, and the one of each contract; none where nothing is valid then. */
    public ModelPrices validAt(Instant at) {
        Map<String, PriceEntry> byTenant = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.withdrawnIn() == 0 && entry.isValidAt(at))
                .sorted(ModelHistory.precedence(entries))
                .forEach(entry -> byTenant.putIfAbsent(entry.tenant(), entry));
        return new ModelPrices(provider, model, names, List.copyOf(byTenant.values()));
    }

    boolean isProviderRecord() {
        return model.equals(PROVIDER_DEFAULT);
    }
}
