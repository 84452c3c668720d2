package io.costream.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Which calls a set of rates is for by their size. A tier that applies is for every token of the call, not only for
 * the excess.
 *
 * @param measure {@code input_tokens}, which is all input, cached tokens included, or the name of a unit
 * @param threshold in that measure
 */
public record SizeTier(String measure, Bound bound, BigDecimal threshold) {
    public SizeTier {
        threshold = Rate.plain(threshold);
    }

    /** The measure of nearly every price list: all input tokens of the call. */
    public static final String INPUT_TOKENS = "input_tokens";

    /** Calls of every size. */
    public static final SizeTier ANY = new SizeTier(INPUT_TOKENS, Bound.ANY, BigDecimal.ZERO);

    /** How a threshold is meant. */
    public enum Bound {
        ANY,
        /** Strictly more than the threshold. */
        ABOVE,
        /** The threshold itself, or more. */
        FROM
    }

    /** Calls with strictly more input tokens than that. */
    public static SizeTier above(long inputTokens) {
        return new SizeTier(INPUT_TOKENS, Bound.ABOVE, BigDecimal.valueOf(inputTokens));
    }

    /** Calls with that many input tokens or more. */
    public static SizeTier from(long inputTokens) {
        return new SizeTier(INPUT_TOKENS, Bound.FROM, BigDecimal.valueOf(inputTokens));
    }

    /**
     * The fewest input tokens of the calls that are meant; empty where the measure is another one, or the number fits no
     * long.
     */
    OptionalLong fewestInputTokens() {
        if (bound == Bound.ANY) {
            return OptionalLong.of(0);
        }
        BigDecimal fewest = bound == Bound.ABOVE
                ? threshold.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE)
                : threshold.setScale(0, RoundingMode.CEILING);
        boolean fits = fewest.precision() < Long.SIZE / 4;
        return measure.equals(INPUT_TOKENS) && fits ? OptionalLong.of(fewest.longValueExact()) : OptionalLong.empty();
    }

    boolean includes(Usage usage) {
        if (bound == Bound.ANY) {
            return true;
        }
        BigDecimal size = measure.equals(INPUT_TOKENS)
                ? BigDecimal.valueOf(usage.inputTokens())
                : usage.quantity(Unit.of(measure));
        int order = size.compareTo(threshold);
        return bound == Bound.ABOVE ? order > 0 : order >= 0;
    }
}
