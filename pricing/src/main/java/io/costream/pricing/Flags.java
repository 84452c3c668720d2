package io.costream.pricing;

/** The words that a charge's flags use. */
public final class Flags {
    /** No model of that name is in the book. */
    public static final String UNKNOWN_MODEL = "unknown_model";
    /** The model is known, but not at that instant: before its release, or after its last price. */
    public static final String NO_RATE_THEN = "no_rate_then";
    /** The model is known, but it has no rate for anything that was used. */
    public static final String NO_RATE = "no_rate";
    /** The rates make an amount that no call costs: the price is a mistake. */
    public static final String AMOUNT_OUT_OF_RANGE = "amount_out_of_range";
    /** A part of the usage has no rate; the rest is charged. */
    public static final String UNIT_WITHOUT_RATE = "unit_without_rate";
    /** A missing rate was replaced by that of another unit. */
    public static final String FALLBACK_RATE = "fallback_rate";
    /** A medium was charged at the default rate for models without their own. */
    public static final String DEFAULT_RATE = "default_rate";
    /** The price is that of the nearest model that is listed. */
    public static final String NEAREST_MODEL = "nearest_model";
    /** The call names a service tier or speed for which the model has no rates of its own. */
    public static final String CONTEXT_WITHOUT_RATE = "context_without_rate";
    /** The provider says that the call costs something else. */
    public static final String STATED_COST_DIFFERS = "stated_cost_differs";

    /** The reported counts contradict each other; what is certain is charged. */
    public static final String USAGE_CONTRADICTORY = "usage_contradictory";

    private Flags() {}
}
