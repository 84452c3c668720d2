package io.costream.processor.repricing;

/** A run cannot be, for a reason that its message tells to people. Nothing was changed. */
public final class RepricingRefusedException extends RuntimeException {
    RepricingRefusedException(String message) {
        super(message);
    }
}
