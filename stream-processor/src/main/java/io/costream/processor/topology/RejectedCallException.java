package io.costream.processor.topology;

import io.costream.processor.domain.Rejection;

/** Says inside one step that a record cannot be counted; the step turns it into a rejected record. */
final class RejectedCallException extends Exception {
    private final transient Rejection rejection;

    RejectedCallException(String reason, String message) {
        // Built for each bad record of a stream: without a stack trace, which nobody would read.
        super(message, null, false, false);
        this.rejection = new Rejection(reason, message);
    }

    Rejection rejection() {
        return rejection;
    }
}
