package io.costream.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How much memory some work holds on to: collects all garbage several times a second, and remembers the most that was
 * left, beyond what was there before. Used by one thread.
 */
final class LiveHeap implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 300;

    private final long before = left();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile long most = before;

    LiveHeap() {
        var unused = thread.scheduleWithFixedDelay(
                () -> most = Math.max(most, left()), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static long left() {
        // What is asked for here is done at once by every collector of the JDK that the benchmarks run with.
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes that were in use before. */
    long before() {
        return before;
    }

    /** Bytes at most beyond that. */
    long grown() {
        return most - before;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
