package io.costream.processor.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An hour, day, week or month of a {@link Calendar}, from its start to just before its end, in microseconds since 1970.
 */
public record Window(WindowKind kind, long startMicros, long endMicros) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    /** The one window of kind {@code ALL}. */
    public static final Window ALL_TIME = new Window(WindowKind.ALL, 0, Long.MAX_VALUE);

    public boolean contains(long micros) {
        return kind == WindowKind.ALL || (startMicros <= micros && micros < endMicros);
    }

    public Instant start() {
        return instant(startMicros);
    }

    public Instant end() {
        return instant(endMicros);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static long micros(Instant instant) {
        // ChronoUnit counts nanoseconds on the way, which overflow after 292 years.
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }
}
