package io.costream.producer.internal;

/** How long to leave Kafka or the registry alone after a failure: doubling, bounded. Used by one thread. */
final class Backoff {
    private static final long FIRST_NANOS = 100_000_000L;
    private static final long LONGEST_NANOS = 5_000_000_000L;

    private long nextNanos = FIRST_NANOS;
    private long untilNanos;
    private boolean waiting;

    void failed(long nowNanos) {
        untilNanos = nowNanos + nextNanos;
        waiting = true;
        nextNanos = Math.min(LONGEST_NANOS, nextNanos * 2);
    }

    void succeeded() {
        nextNanos = FIRST_NANOS;
    }

    /** How long to wait still; 0 when another attempt may be made. */
    long remainingNanos(long nowNanos) {
        if (waiting && nowNanos - untilNanos < 0) {
            return untilNanos - nowNanos;
        }
        waiting = false;
        return 0;
    }
}
