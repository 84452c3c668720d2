package io.costream.processor.repricing;

import io.costream.avro.Adjustment;
import io.costream.avro.Charge;
import io.costream.avro.PricedCall;
import java.util.List;

/**
 * A call as the ledger has it: what was charged, and every change since.
 *
 * @param key of the call's records everywhere
 * @param adjustments in the order in which they were posted
 * @param offset where the posting stands in its partition of priced-calls
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the key is the record's as it was read.
public record LedgerCall(byte[] key, PricedCall posted, List<Adjustment> adjustments, int partition, long offset) {
    public LedgerCall {
        adjustments = List.copyOf(adjustments);
    }

    /** What the call comes to now. */
    public Charge current() {
        return adjustments.isEmpty()
                ? posted.getCharge()
                : adjustments.get(adjustments.size() - 1).getAfter();
    }
}
