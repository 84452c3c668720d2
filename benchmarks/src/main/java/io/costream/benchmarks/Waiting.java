package io.costream.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what will come. */
final class Waiting {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private Waiting() {}

    /** Waits, and gives up where something must have gone wrong. */
    static void until(BooleanSupplier done) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not done after " + LONGEST);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
