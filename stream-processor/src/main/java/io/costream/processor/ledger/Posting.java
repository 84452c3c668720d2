package io.costream.processor.ledger;

import io.costream.avro.Call;
import io.costream.pricing.Charge;

/** A line of the ledger. */
public sealed interface Posting {
    /** The call whose charge it is, or is changed. */
    Call call();

    /** The partition of calls, and of the ledger alike. */
    int partition();

    /** Where the call stands in its partition of calls. */
    long callOffset();

    /**
     * The charge of a call, as it was priced when it came.
     *
     * @param windowsPurged whether it came when a window of it was purged
     */
    record Priced(Call call, Charge charge, int partition, long callOffset, boolean windowsPurged) implements Posting {}

    /** A change of a call's charge by a re-pricing run. */
    record Adjusted(Call call, Charge before, Charge after, String run, int partition, long callOffset)
            implements Posting {}
}
