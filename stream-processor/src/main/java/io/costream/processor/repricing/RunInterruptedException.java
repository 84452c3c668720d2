package io.costream.processor.repricing;

/** A run ended before it was done. What it has posted stays, and it can be resumed. */
public final class RunInterruptedException extends RuntimeException {
    RunInterruptedException(String message) {
        super(message);
    }

    RunInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}
