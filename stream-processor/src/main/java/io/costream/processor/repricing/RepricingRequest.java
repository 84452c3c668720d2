package io.costream.processor.repricing;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Which calls to price again, and how.
 *
 * @param tenant whose calls; empty for all
 * @param provider of the calls; empty for all
 * @param model of the calls, with or without its provider; empty for all
 * @param from first instant of the calls
 * @param to the instant behind the last
 * @param onlyUnpriced whether calls that have a price keep it
 * @param revision of the price book; empty for the newest
 * @param strict whether the run is refused when it leaves calls without a price
 */
public record RepricingRequest(
        String tenant,
        String provider,
        String model,
        Instant from,
        Instant to,
        boolean onlyUnpriced,
        OptionalLong revision,
        boolean strict) {
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** Every call that has no price yet. */
    public static final RepricingRequest ALL_UNPRICED =
            new RepricingRequest("", "", "", Instant.EPOCH, END_OF_TIME, true, OptionalLong.empty(), false);

    public RepricingRequest {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to + " is no time at all");
        }
    }
}
