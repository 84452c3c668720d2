package io.costream.processor.domain.verification;

import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;

/**
 * From when to when totals are compared, in microseconds since 1970: the end is not part of it. Purged windows are not
 * there to be compared; their calls and postings are.
 */
public record Span(long fromMicros, long toMicros, PurgeHorizon purged) {
    /** All time: the only span that holds windows without a calendar, such as a session's. */
    public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

    public Span {
        if (fromMicros >= toMicros) {
            throw new IllegalArgumentException("a span must end after it begins");
        }
    }

    public Span(long fromMicros, long toMicros) {
        this(fromMicros, toMicros, PurgeHorizon.NONE);
    }

    /** The same without what is purged. */
    public Span without(PurgeHorizon horizon) {
        return new Span(fromMicros, toMicros, horizon);
    }

    boolean holds(long micros) {
        return fromMicros <= micros && micros < toMicros;
    }

    /** Whether all of the window is in the span, and with it each of the window's calls. */
    boolean holds(Window window) {
        boolean isInside = (fromMicros == ALL.fromMicros && toMicros == ALL.toMicros)
                || (window.kind() != WindowKind.ALL
                        && fromMicros <= window.startMicros()
                        && window.endMicros() <= toMicros);
        return isInside && !purged.purges(window);
    }
}
