package io.costream.processor.repricing;

import org.apache.kafka.common.errors.RetriableException;

/** A run began while the ledger was being read: what was read so far is no state that ever was. Reading anew helps. */
public final class LedgerMovedException extends RetriableException {
    LedgerMovedException() {
        super("a re-pricing run began while the ledger was read; read it again");
    }
}
