package io.costream.pricing;

import java.util.List;
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
                entries.stream().filter(entry -> entry.isKnownIn(asked)).toList());
    }

    boolean isProviderRecord() {
        return model.equals(PROVIDER_DEFAULT);
    }
}
