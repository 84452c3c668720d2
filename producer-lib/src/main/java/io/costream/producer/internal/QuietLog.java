package io.costream.producer.internal;

/** Lets the first of many like lines into the log, then one a minute. Used by one thread. */
final class QuietLog {
    private static final long QUIET_NANOS = 60_000_000_000L;

    private boolean any;
    private long lastNanos;
    private long heldBack;

    /** Whether a line may be written now. */
    boolean mayWrite(long nowNanos) {
        if (any && nowNanos - lastNanos < QUIET_NANOS) {
            heldBack++;
            return false;
        }
        any = true;
        lastNanos = nowNanos;
        return true;
    }

    /** How many lines were held back since this was last asked. */
    long takeHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }
}
