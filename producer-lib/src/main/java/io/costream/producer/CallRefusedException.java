package io.costream.producer;

/** A call was not made, because a {@link SpendingLimit} refused it. The message says why. */
public final class CallRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallRefusedException(String reason) {
        super(reason);
    }
}
