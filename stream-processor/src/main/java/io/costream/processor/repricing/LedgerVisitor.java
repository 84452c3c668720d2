package io.costream.processor.repricing;

import io.costream.avro.Adjustment;

/** Is shown the ledger, call by call. */
public interface LedgerVisitor {
    /** The next call, in the order of its partition. */
    void call(LedgerCall call);

    /**
     * An adjustment among those that a run posted, as its record tells, which belongs to no call or is out of order. What
     * stands elsewhere is not read; {@code verify} finds it.
     *
     * @throws LedgerDamagedException unless this visitor looks for such
     */
    default void stray(Adjustment adjustment, int partition) {
        throw new LedgerDamagedException("an adjustment of run " + adjustment.getRun() + " for call "
                + adjustment.getCall().getCallId() + " belongs to no call of partition " + partition
                + " of the ledger");
    }

    /** Called several times a second, also while nothing comes. */
    default void pause() {}
}
