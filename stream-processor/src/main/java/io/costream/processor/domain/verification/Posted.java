package io.costream.processor.domain.verification;

import io.costream.pricing.Charge;
import io.costream.processor.domain.CallFacts;

/** A line of the ledger as it was found there. */
public sealed interface Posted {
    /** Where the call stands in its partition of calls. */
    long callOffset();

    String callId();

    CallFacts facts();

    /**
     * The charge of a call when it came.
     *
     * @param isLate whether a window of it was purged by then
     */
    record PostedCharge(long callOffset, String callId, CallFacts facts, Charge charge, boolean isLate)
            implements Posted {}

    /** A change of it by a run. */
    record PostedChange(long callOffset, String callId, CallFacts facts, String run, Charge before, Charge after)
            implements Posted {}
}
