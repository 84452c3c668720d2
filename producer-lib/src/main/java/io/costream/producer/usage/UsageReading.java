package io.costream.producer.usage;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.CallBuilder;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was read out of an answer. Immutable.
 *
 * @param usage disjoint quantities; empty where the answer has nothing to bill
 * @param flags what is odd about the counts: the constants of this class
 * @param modelName the model that answered, where the answer names it
 * @param tier how the call was served: standard, batch, flex, priority and so on, where the answer says so
 * @param speedName such as fast, where the answer says so
 * @param regionName where the answer says that it was served in a region of its own price
 * @param providerCost what the provider, or the gateway, says the call costs, in USD
 */
public record UsageReading(
        Usage usage,
        Set<String> flags,
        Dialect dialect,
        @Nullable String modelName,
        @Nullable String tier,
        @Nullable String speedName,
        @Nullable String regionName,
        @Nullable BigDecimal providerCost) {
    /** The counts contradict each other, or are impossible; what is certain was kept. */
    public static final String CONTRADICTORY = "usage_contradictory";
    /** The total is larger than its parts: the rest is billed as output that is not shown. */
    public static final String HIDDEN_OUTPUT = "usage_hidden_output";
    /** A stream ended before it told its usage: counts were estimated from the length of the texts. */
    public static final String ESTIMATED = "usage_estimated";
    /** The body ends early, or is not JSON where it should be. */
    public static final String INCOMPLETE_BODY = "body_incomplete";

    public UsageReading {
        flags = Set.copyOf(flags);
    }

    /** Whether anything chargeable was reported: not so for errors, token counting, and work in progress. */
    public boolean isBillable() {
        return !usage.isEmpty();
    }

    public Optional<String> model() {
        return Optional.ofNullable(modelName);
    }

    public Optional<String> serviceTier() {
        return Optional.ofNullable(tier);
    }

    public Optional<String> speed() {
        return Optional.ofNullable(speedName);
    }

    public Optional<String> region() {
        return Optional.ofNullable(regionName);
    }

    public Optional<BigDecimal> statedCost() {
        return Optional.ofNullable(providerCost);
    }

    /** The same with at least this much input and visible output, which are estimates. */
    UsageReading estimated(long inputTokens, long outputTokens) {
        Set<String> more = new TreeSet<>(flags);
        more.add(ESTIMATED);
        Usage.Builder least = Usage.builder();
        usage.forEach(least::quantity);
        long missing = outputTokens - usage.outputTokens();
        least.tokens(Unit.INPUT_UNCACHED, usage.tokens(Unit.INPUT_UNCACHED) + inputTokens);
        least.tokens(Unit.OUTPUT_TEXT, usage.tokens(Unit.OUTPUT_TEXT) + Math.max(0, missing));
        return new UsageReading(least.build(), more, dialect, modelName, tier, speedName, regionName, providerCost);
    }

    /** Tells a call what the answer says; what the answer does not say stays as it was. */
    public void describe(CallBuilder call) {
        call.usage(usage).flags(flags);
        model().ifPresent(call::model);
        serviceTier().ifPresent(call::serviceTier);
        speed().ifPresent(call::speed);
        region().ifPresent(call::region);
        statedCost().ifPresent(call::statedCost);
    }
}
