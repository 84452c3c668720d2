package io.costream.processor.verification;

/** Neither equal nor different can be said, and why, in words. */
public final class CannotVerifyException extends RuntimeException {
    CannotVerifyException(String message) {
        super(message);
    }

    CannotVerifyException(String message, Throwable cause) {
        super(message, cause);
    }
}
