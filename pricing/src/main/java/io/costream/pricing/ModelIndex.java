package io.costream.pricing;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the model that a provider's and a model's name mean. Safe for use by many threads. */
final class ModelIndex {
    // Names come from callers; beyond this many different ones a look-up is slower, not wrong.
    private static final int REMEMBERED = 20_000;

    private final Map<String, ProviderModels> providers = new LinkedHashMap<>();
    private final Map<String, Map<String, Optional<Match>>> found = new ConcurrentHashMap<>();
    private final @Nullable ModelHistory media;
    /** By tenant, its contracts over all models of a provider, or over all providers. */
    private final Map<String, Map<String, ModelHistory>> wideContracts = new HashMap<>();

    ModelIndex(Collection<ModelPrices> models) {
        ModelHistory defaults = null;
        for (ModelPrices prices : models) {
            ModelHistory history = new ModelHistory(prices);
            if (prices.isProviderRecord()) {
                history.tenants()
                        .forEach(tenant -> wideContracts
                                .computeIfAbsent(tenant, any -> new HashMap<>())
                                .put(ModelName.lower(prices.provider()), history));
            }
            if (prices.provider().equals(ModelPrices.PROVIDER_DEFAULT)) {
                defaults = history;
            } else {
                providers
                        .computeIfAbsent(ModelName.lower(prices.provider()), ProviderModels::new)
                        .add(history);
            }
        }
        this.media = defaults;
    }

    /** Rates of media for models without their own. */
    @Nullable
    ModelHistory media() {
        return media;
    }

    /** The contract that counts for a call: one over the model before one over its provider before one over all. */
    @Nullable
    EntryRates contract(ModelHistory model, Consumption consumption) {
        EntryRates own = model.contractAt(consumption.tenant(), consumption.at());
        Map<String, ModelHistory> wide = own == null ? wideContracts.get(consumption.tenant()) : null;
        if (wide == null) {
            return own;
        }
        ModelHistory provider = wide.get(biller(model, consumption.provider()));
        EntryRates contract = provider == null ? null : provider.contractAt(consumption.tenant(), consumption.at());
        ModelHistory all = contract == null ? wide.get(ModelPrices.PROVIDER_DEFAULT) : null;
        return all == null ? contract : all.contractAt(consumption.tenant(), consumption.at());
    }

    /** Who bills a call, which is not whose list it is priced by where a cloud takes over another provider's. */
    private String biller(ModelHistory model, String named) {
        String lower = ModelName.lower(named);
        return provider(lower)
                .map(ProviderModels::provider)
                .orElseGet(() -> ModelName.lower(model.prices().provider()));
    }

    Optional<Match> find(String provider, String model) {
        Map<String, Optional<Match>> models = found.get(provider);
        Optional<Match> known = models == null ? null : models.get(model);
        if (known != null) {
            return known;
        }
        Optional<Match> match = search(ModelName.lower(provider), model.strip());
        if (found.size() < REMEMBERED) {
            Map<String, Optional<Match>> remembered = found.computeIfAbsent(provider, any -> new ConcurrentHashMap<>());
            if (remembered.size() < REMEMBERED) {
                remembered.put(model, match);
            }
        }
        return match;
    }

    private Optional<Match> search(String provider, String model) {
        if (provider.isEmpty()) {
            return byPrefix(model).or(() -> byOwner(model)).or(() -> byOnlyOne(model));
        }
        return provider(provider).flatMap(models -> inProvider(models, model));
    }

    private Optional<ProviderModels> provider(String name) {
        ProviderModels exact = providers.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        return providers.values().stream()
                .filter(models -> models.says(Naming.Role.PROVIDER, name))
                .findFirst();
    }

    private Optional<Match> inProvider(ProviderModels models, String model) {
        return models.find(model)
                .or(() -> withoutOwnPrefix(models, model))
                .or(() -> inherited(models, model))
                .or(models::standard);
    }

    private Optional<Match> withoutOwnPrefix(ProviderModels models, String model) {
        int end = prefixEnd(model);
        if (end < 0 || provider(ModelName.lower(model.substring(0, end))).orElse(null) != models) {
            return Optional.empty();
        }
        return models.find(model.substring(end + 1));
    }

    private Optional<Match> inherited(ProviderModels models, String model) {
        for (String name : models.inherited()) {
            Optional<Match> match = name.equals(ModelPrices.PROVIDER_DEFAULT)
                    ? search("", model)
                    : provider(ModelName.lower(name)).flatMap(other -> other.find(model));
            if (match.isPresent()) {
                return match.map(ModelIndex::fromOtherList);
            }
        }
        return Optional.empty();
    }

    private static Match fromOtherList(Match match) {
        String provider = match.model().prices().provider();
        return new Match(match.model(), "list of " + provider + ", " + match.rule(), Match.Certainty.NEAREST);
    }

    /** Reads {@code provider/model} and {@code provider:model}. */
    private Optional<Match> byPrefix(String model) {
        int end = prefixEnd(model);
        return end < 0
                ? Optional.empty()
                : provider(ModelName.lower(model.substring(0, end)))
                        .flatMap(models -> inProvider(models, model.substring(end + 1)));
    }

    private static int prefixEnd(String model) {
        int slash = model.indexOf('/');
        int colon = model.indexOf(':');
        int end = slash < 0 ? colon : colon < 0 ? slash : Math.min(slash, colon);
        return end <= 0 || end == model.length() - 1 ? -1 : end;
    }

    private Optional<Match> byOwner(String model) {
        return providers.values().stream()
                .filter(models -> models.says(Naming.Role.OWNS, model))
                .map(models -> inProvider(models, model))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A model that exactly one provider lists by that very name, or that exactly one knows at all. */
    private Optional<Match> byOnlyOne(String model) {
        List<Match> matches = providers.values().stream()
                .map(models -> models.find(model))
                .flatMap(Optional::stream)
                .toList();
        List<Match> named =
                matches.stream().filter(match -> match.rule().equals("name")).toList();
        List<Match> best = named.isEmpty() ? matches : named;
        return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }
}
