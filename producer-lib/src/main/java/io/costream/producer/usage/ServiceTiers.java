package io.costream.producer.usage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The providers' words for how a call was served, in ours. */
final class ServiceTiers {
    private ServiceTiers() {}

    /** The tier; null where the word says nothing, as {@code auto} in the echo of a request. */
    static @Nullable String of(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "", "auto", "unspecified", "traffic_type_unspecified", "null" -> null;
            case "default", "standard", "on_demand", "on-demand", "standard_only" -> "standard";
            case "on_demand_flex" -> "flex";
            case "on_demand_priority" -> "priority";
            case "provisioned_throughput" -> "provisioned";
            default -> lower.length() > 64 ? null : lower;
        };
    }
}
