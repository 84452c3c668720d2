package io.costream.pricing.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.PricingContext;
import java.util.Locale;
import java.util.Set;

/** What selects among a model's rates, as a row says it. */
final class CaseContext {
    private static final Set<String> STANDARD = Set.of("standard", "default", "auto", "standard_only", "on_demand");
    private static final Set<String> ANYWHERE = Set.of("global", "not_available");

    private CaseContext() {}

    static PricingContext read(JsonNode row) {
        PricingContext context = PricingContext.STANDARD
                .with(PricingContext.SERVICE_TIER, serviceTier(row))
                .with(PricingContext.REGION, region(row))
                .with(PricingContext.SPEED, speed(row));
        JsonNode usage = row.path("usage");
        return context.with("image_size", word(usage, "image_size").replace("-x-", "x"))
                .with("image_quality", word(usage, "image_quality"))
                .with("search_context_size", word(usage, "search_context_size"));
    }

    private static String serviceTier(JsonNode row) {
        if (row.path("batch").asBoolean()) {
            return "batch";
        }
        String tier = word(row, "service_tier");
        return STANDARD.contains(tier) ? "" : tier;
    }

    /** Residency of data and geography of inference are both the region that a provider charges for. */
    private static String region(JsonNode row) {
        for (String name : new String[] {"region", "data_residency", "inference_geo"}) {
            String region = word(row, name);
            if (!region.isEmpty() && !ANYWHERE.contains(region)) {
                return region;
            }
        }
        return "";
    }

    private static String speed(JsonNode row) {
        String speed = word(row, "speed");
        return STANDARD.contains(speed) || speed.equals("normal") ? "" : speed;
    }

    private static String word(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText().strip().toLowerCase(Locale.ROOT) : "";
    }
}
