package io.costream.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was used, by whom and when: all that a price depends on.
 *
 * @param tenant whose contract may apply
 * @param provider who bills the call; empty where it has to be found from the model
 * @param model as the provider or the caller names it
 * @param at the instant of the call; the price is the one valid then
 * @param statedCost what the provider says the call costs, in USD
 */
public record Consumption(
        String tenant,
        String provider,
        String model,
        Instant at,
        PricingContext context,
        Usage usage,
        @Nullable BigDecimal statedCost) {
    public Consumption(String tenant, String provider, String model, Instant at, PricingContext context, Usage usage) {
        this(tenant, provider, model, at, context, usage, null);
    }

    public Optional<BigDecimal> stated() {
        return Optional.ofNullable(statedCost);
    }
}
