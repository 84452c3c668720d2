package io.costream.producer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A step of a framework inside one call.
 *
 * @param event the framework's own name of the step, such as {@code ModelRequest}
 * @param duration how long the step took; kept in whole milliseconds
 */
public record FrameworkEvent(String event, Duration duration) {
    /** The choice of the framework or the model for the call. */
    public static final String SELECTION = "FrameworkSelection";

    public FrameworkEvent {
        requireNonNull(event, "event");
        requireNonNull(duration, "duration");
    }
}
