package io.costream.processor.domain;

import java.util.Locale;

/** How a call ended. All but the first are failures. */
public enum Outcome {
    OK,
    /** The provider or the service failed. */
    ERROR,
    TIMEOUT,
    /** The caller gave up, or a stream was cut. */
    CANCELLED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in answers, such as {@code ok}. */
    public String label() {
        return label;
    }
}
