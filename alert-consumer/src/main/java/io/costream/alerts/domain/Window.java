package io.costream.alerts.domain;

import java.time.Instant;

/** The time [start, end) that a limit holds for. Immutable. */
public record Window(WindowKind kind, Instant start, Instant end) {
    /** The end of what does not end. */
    public static final Instant NEVER = Instant.MAX;

    public Window {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a window from " + start + " cannot end at " + end);
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(end);
    }
}
