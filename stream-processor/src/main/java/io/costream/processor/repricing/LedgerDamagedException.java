package io.costream.processor.repricing;

/** The ledger holds what no run posts: nothing can be derived from it before it is understood. */
public final class LedgerDamagedException extends RuntimeException {
    LedgerDamagedException(String message) {
        super(message + "; 'costream verify' tells what else is wrong");
    }
}
