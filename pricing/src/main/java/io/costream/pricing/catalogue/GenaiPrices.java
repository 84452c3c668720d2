package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.NameRule;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the price files of genai-prices: providers with match rules, each with models and their conditional prices.
 * The plain array of providers and the object that adds a table of units are both understood.
 */
public final class GenaiPrices {
    private static final Set<String> PROVIDER_FIELDS = Set.of(
            "id",
            "name",
            "pricing_urls",
            "api_pattern",
            "models",
            "extractors",
            "provider_match",
            "model_match",
            "price_comments",
            "description",
            "fallback_model_providers");
    private static final Set<String> MODEL_FIELDS = Set.of(
            "id",
            "match",
            "prices",
            "name",
            "context_window",
            "description",
            "price_comments",
            "deprecated",
            "prices_checked",
            "price_discrepancies",
            "collapse");

    private static final Set<String> TEN_SECONDS_AT_LEAST =
            Set.of("groq/whisper-large-v3", "groq/whisper-large-v3-turbo");

    private GenaiPrices() {}

    /**
     * Reads a whole file. The stream is not closed.
     *
     * @throws PriceFileException where the file is not in this format
     */
    public static PriceFile read(InputStream stream) throws IOException {
        JsonNode file = Json.read(stream);
        JsonNode providers = file.isArray() ? file : file.path("providers");
        if (!providers.isArray()) {
            throw new PriceFileException("expected an array of providers");
        }
        Set<String> notUnderstood = new TreeSet<>();
        GenaiUnits units = new GenaiUnits(file.path("units"));
        List<ModelPrices> models = new ArrayList<>();
        for (JsonNode provider : providers) {
            String id = Json.text(provider, "id", "provider");
            report(provider, PROVIDER_FIELDS, id, notUnderstood);
            models.add(record(id, provider));
            String source = provider.path("pricing_urls").path(0).asText("genai-prices");
            for (JsonNode model : provider.path("models")) {
                models.add(model(id, model, source, units, notUnderstood));
            }
        }
        return new PriceFile(models, List.copyOf(notUnderstood));
    }

    private static ModelPrices record(String id, JsonNode provider) {
        List<Naming> names = new ArrayList<>();
        if (provider.hasNonNull("provider_match")) {
            names.add(Naming.of(Naming.Role.PROVIDER, NameRuleJson.read(provider.path("provider_match"), id)));
        }
        if (provider.hasNonNull("model_match")) {
            names.add(Naming.of(Naming.Role.OWNS, NameRuleJson.read(provider.path("model_match"), id)));
        }
        for (JsonNode other : provider.path("fallback_model_providers")) {
            names.add(Naming.of(Naming.Role.INHERITS, NameRule.equalTo(other.asText())));
        }
        return new ModelPrices(id, ModelPrices.PROVIDER_DEFAULT, names, List.of());
    }

    private static ModelPrices model(
            String provider, JsonNode node, String source, GenaiUnits units, Set<String> notUnderstood) {
        String id = Json.text(node, "id", provider);
        String where = provider + "/" + id;
        report(node, MODEL_FIELDS, where, notUnderstood);
        List<Naming> names = List.of(Naming.of(Naming.Role.MODEL, NameRuleJson.read(node.path("match"), where)));
        List<PriceEntry> entries = new ArrayList<>();
        JsonNode prices = node.path("prices");
        if (prices.isArray()) {
            for (GenaiConstraint.Valid valid : GenaiConstraint.read(prices, where, notUnderstood)) {
                List<RateSet> sets = units.rates(valid.prices(), where, notUnderstood);
                entries.add(valid.entry()
                        .sets(sets)
                        .minimum(minimum(where, sets))
                        .source(source)
                        .build());
            }
        } else {
            List<RateSet> sets = units.rates(prices, where, notUnderstood);
            entries.add(PriceEntry.builder()
                    .source(source)
                    .sets(sets)
                    .minimum(minimum(where, sets))
                    .build());
        }
        return new ModelPrices(provider, id, names, entries);
    }

    /** Groq bills ten seconds for anything shorter, which the file leaves to the calculator that comes with it. */
    private static BigDecimal minimum(String key, List<RateSet> sets) {
        Rate second = sets.get(0).rates().get(Unit.AUDIO_SECONDS);
        return second != null && TEN_SECONDS_AT_LEAST.contains(key)
                ? second.amount(BigDecimal.TEN).toBigDecimal()
                : BigDecimal.ZERO;
    }

    private static void report(JsonNode node, Set<String> known, String where, Set<String> notUnderstood) {
        Json.fields(node, (name, value) -> {
            if (!known.contains(name)) {
                notUnderstood.add(where + ": " + name);
            }
        });
    }
}
