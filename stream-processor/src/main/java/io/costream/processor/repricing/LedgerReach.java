package io.costream.processor.repricing;

/**
 * How far one partition of the ledger is read.
 *
 * @param postings the offset of priced-calls to stop at
 * @param adjustments the offset of adjustments to stop at: every call that one below it changes is among the postings
 * @param run the run at whose barrier in priced-calls to stop, wherever it is; empty for none
 */
public record LedgerReach(int partition, long postings, long adjustments, String run) {
    /** All that is there. */
    static LedgerReach toEnd(int partition, long postings, long adjustments) {
        return new LedgerReach(partition, postings, adjustments, "");
    }

    /** Up to where a run begins, which may not have been written yet: then it is waited for. */
    static LedgerReach toBarrier(int partition, String run, long adjustments) {
        return new LedgerReach(partition, Long.MAX_VALUE, adjustments, run);
    }
}
