package io.costream.processor.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The instant up to which a partition's windows are purged: those that end by it. Whatever is not purged is exact, since
 * a window is purged as a whole, and calls go on to add to all windows that end later. Windows without an end, such as a
 * session's, are never purged.
 *
 * @param micros since 1970; the least number where nothing is purged
 */
public record PurgeHorizon(long micros) implements Comparable<PurgeHorizon> {
    /** Nothing is purged. */
    public static final PurgeHorizon NONE = new PurgeHorizon(Long.MIN_VALUE);

    private static final long STEP_MICROS = Duration.ofDays(1).toSeconds() * 1_000_000;
    private static final long MICROS_PER_MILLI = 1_000;

    /**
     * The horizon that a record moves a partition to: the beginning of the UTC day that lies so long before it. A step a day
     * keeps the work of removing small. It depends on the log alone, so that a replay comes to the same.
     */
    public static PurgeHorizon of(long appendMillis, Duration keep) {
        long micros = (appendMillis - keep.toMillis()) * MICROS_PER_MILLI;
        return new PurgeHorizon(Math.floorDiv(micros, STEP_MICROS) * STEP_MICROS);
    }

    /** Whether the window, and with it everything in it, is purged. */
    public boolean purges(Window window) {
        return window.kind() != WindowKind.ALL && window.endMicros() <= micros;
    }

    public boolean isBefore(PurgeHorizon other) {
        return micros < other.micros;
    }

    /** Empty where nothing is purged. */
    public Optional<Instant> instant() {
        return equals(NONE) ? Optional.empty() : Optional.of(Window.instant(micros));
    }

    @Override
    public int compareTo(PurgeHorizon other) {
        return Long.compare(micros, other.micros);
    }
}
