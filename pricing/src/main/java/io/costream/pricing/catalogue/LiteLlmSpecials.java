package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Rate;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.Map;

/** The fields of a LiteLLM model that are tables or multipliers rather than one cost. */
final class LiteLlmSpecials {
    private static final String UPLIFT = "regional_processing_uplift_multiplier_";
    private static final Unit RESULTS = Unit.of("max_results");
    // The number of results that a search returns unless it is told otherwise.
    private static final int USUAL_RESULTS = 10;

    private LiteLlmSpecials() {}

    /** Takes a field; false where it is not one of these. */
    static boolean take(String name, JsonNode value, JsonNode model, LiteLlmEntry entry) {
        if (name.startsWith(UPLIFT)) {
            entry.factor(PricingContext.REGION, name.substring(UPLIFT.length()), Json.decimal(value, name));
            return true;
        }
        return switch (name) {
            case "provider_specific_entry" -> providerSpecific(value, entry);
            case "search_context_cost_per_query" -> searchContext(value, model, entry);
            case "tiered_pricing" -> tiers(value, entry);
            default -> false;
        };
    }

    /** Numbers are multipliers: of the fast mode, or of the region that answers. */
    private static boolean providerSpecific(JsonNode value, LiteLlmEntry entry) {
        Json.fields(value, (name, factor) -> {
            if (factor.isNumber()) {
                String context = name.equals("fast") ? PricingContext.SPEED : PricingContext.REGION;
                entry.factor(context, name, Json.decimal(factor, name));
            }
        });
        return true;
    }

    private static boolean searchContext(JsonNode value, JsonNode model, LiteLlmEntry entry) {
        boolean low = model.path("litellm_provider").asText().equals("perplexity");
        Json.fields(value, (name, usd) -> {
            String size = name.substring(name.lastIndexOf('_') + 1);
            Rate rate = Rate.each(Json.decimal(usd, name));
            entry.rate(Map.of("search_context_size", size), SizeTier.ANY, Unit.WEB_SEARCHES, rate);
            if (size.equals(low ? "low" : "medium")) {
                entry.rate(Unit.WEB_SEARCHES, rate);
            }
        });
        return true;
    }

    /** One tier is for the whole call; where a tier has no rate for tokens of a cache, they cost its input rate. */
    private static boolean tiers(JsonNode tiers, LiteLlmEntry entry) {
        for (JsonNode tier : tiers) {
            if (tier.has("max_results_range")) {
                searchTier(tier, entry);
            } else {
                tokenTier(tier, entry);
            }
        }
        return true;
    }

    private static void tokenTier(JsonNode tier, LiteLlmEntry entry) {
        BigDecimal start = tier.has("range") ? Json.decimal(tier.path("range").path(0), "range") : BigDecimal.ZERO;
        SizeTier size =
                start.signum() == 0 ? SizeTier.ANY : new SizeTier(SizeTier.INPUT_TOKENS, SizeTier.Bound.ABOVE, start);
        Json.fields(
                tier,
                (name, usd) -> LiteLlmField.of(name, LiteLlmMode.OTHER)
                        .ifPresent(field -> field.units().forEach(unit -> rate(entry, size, unit, usd))));
        if (!tier.has("cache_read_input_token_cost") && tier.has("input_cost_per_token")) {
            rate(entry, size, Unit.INPUT_CACHE_READ, tier.path("input_cost_per_token"));
        }
    }

    private static void rate(LiteLlmEntry entry, SizeTier size, Unit unit, JsonNode usd) {
        entry.rate(Map.of(), size, unit, Rate.each(Json.decimal(usd, unit.name())));
    }

    private static void searchTier(JsonNode tier, LiteLlmEntry entry) {
        JsonNode range = tier.path("max_results_range");
        Rate rate = Rate.each(Json.decimal(tier.path("input_cost_per_query"), "input_cost_per_query"));
        entry.rate(RESULTS, Rate.FREE);
        if (range.path(0).asInt() <= USUAL_RESULTS && range.path(1).asInt() >= USUAL_RESULTS) {
            entry.rate(Unit.SEARCH_QUERIES, rate);
            entry.rate(Unit.SEARCH_UNITS, rate);
        }
        SizeTier size = new SizeTier(
                RESULTS.name(),
                SizeTier.Bound.FROM,
                BigDecimal.valueOf(Math.max(1, range.path(0).asInt())));
        entry.rate(Map.of(), size, Unit.SEARCH_QUERIES, rate);
        entry.rate(Map.of(), size, Unit.SEARCH_UNITS, rate);
    }
}
