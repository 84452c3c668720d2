package io.costream.processor.repricing;

import io.costream.pricing.Consumption;
import io.costream.pricing.ModelPrices;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Another model for a model.
 *
 * @param from as calls name it: {@code model}, {@code provider/model} or {@code provider:model}
 * @param to the model that takes its place
 * @param window how many tokens that one takes in a call, read and written together; null where it is not known
 */
public record Replacement(
        String from, ModelPrices to, @Nullable Long window) {
    public static Replacement of(String from, ModelPrices to, OptionalLong window) {
        return new Replacement(from, to, window.isPresent() ? window.getAsLong() : null);
    }

    boolean takes(String provider, String model) {
        return from.equals(model) || from.equals(provider + "/" + model) || from.equals(provider + ":" + model);
    }

    /** The same usage on the other model; what the provider stated was for the one that was called. */
    Consumption applied(Consumption call) {
        return new Consumption(call.tenant(), to.provider(), to.model(), call.at(), call.context(), call.usage());
    }

    /** Whether the call is larger than the other model takes; false where that is not known. */
    boolean isTooLarge(Consumption call) {
        return window != null && call.usage().inputTokens() + call.usage().outputTokens() > window;
    }
}
