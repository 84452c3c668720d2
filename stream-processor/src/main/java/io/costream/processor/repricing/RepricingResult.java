package io.costream.processor.repricing;

import io.costream.avro.Repricing;

/**
 * What a run, or a dry run, comes to.
 *
 * @param run what it was asked to do; of a dry run, what would have been
 * @param state dry_run, committed or failed
 */
public record RepricingResult(Repricing run, String state, RepricingSums sums) {
    public static final String DRY_RUN = "dry_run";
    public static final String COMMITTED = "committed";
    public static final String FAILED = "failed";

    /** Whether it was refused for a call without a price. */
    public boolean isRefused() {
        return state.equals(FAILED);
    }
}
