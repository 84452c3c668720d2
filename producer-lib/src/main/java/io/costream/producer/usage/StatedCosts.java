package io.costream.producer.usage;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What providers and gateways say a call costs, wherever they say it. */
final class StatedCosts {
    /** xAI counts in ticks of 1e-10 USD. */
    private static final int TICK_DIGITS = 10;

    private static final BigDecimal BEYOND_BELIEF = BigDecimal.TEN.pow(9);

    private StatedCosts() {}

    static @Nullable BigDecimal of(RawUsage usage, ResponseHints hints) {
        return first(usage, hints)
                .filter(cost -> cost.signum() >= 0 && cost.compareTo(BEYOND_BELIEF) < 0)
                .orElse(null);
    }

    private static Optional<BigDecimal> first(RawUsage usage, ResponseHints hints) {
        BigDecimal ticks = usage.decimal("cost_in_usd_ticks");
        if (ticks != null) {
            return Optional.of(ticks.movePointLeft(TICK_DIGITS));
        }
        BigDecimal cost = usage.decimal("cost");
        if (cost != null) {
            return Optional.of(cost);
        }
        BigDecimal total = usage.object("cost").decimal("total_cost");
        BigDecimal estimate = usage.object("pydantic_ai_gateway").decimal("cost_estimate");
        return Optional.ofNullable(total == null ? estimate : total)
                .or(() -> hints.header("x-litellm-response-cost").flatMap(Decimals::parse));
    }
}
