package io.costream.processor.topology;

import org.apache.kafka.common.errors.RetriableException;

/** A revision of the price book is needed that has not come here yet: it will, by itself. */
final class PricesAwaitedException extends RetriableException {
    PricesAwaitedException(long awaited, long newest) {
        super("revision " + awaited + " of the price book is awaited; the newest here is " + newest);
    }

    /** Throws where the book here is older. */
    static void require(long revision, Reference reference) {
        long newest = reference.prices().revision();
        if (newest < revision) {
            throw new PricesAwaitedException(revision, newest);
        }
    }

    /** Thrown once a second while prices are awaited: without a stack trace, which nobody would read. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
