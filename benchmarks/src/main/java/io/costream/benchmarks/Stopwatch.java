package io.costream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Times an entrant that is warm, in its process, and reports begin and end in lines that {@link Timing} reads, so that the
 * process with the broker can take its own CPU time over the same interval. For one thread.
 *
 * <p>An entrant is warm when it has processed calls for a time, since the JVM compiles for most of a minute where a
 * program is as large as Kafka Streams; at the latest in the middle of the topic.
 */
final class Stopwatch {
    static final String BEGIN = "@begin";
    static final String END = "@end";
    static final String TOTAL = "@total";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

    private final PrintStream out;
    private final long warmUpNanos;
    private final long measuredNanos;

    Stopwatch(PrintStream out, Duration warmUp, Duration measured) {
        this.out = out;
        this.warmUpNanos = warmUp.toNanos();
        this.measuredNanos = measured.toNanos();
    }

    /** CPU time of this process so far, in nanoseconds. */
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** Lets an entrant warm up, then measures it for a time, or up to the last call. */
    void time(Processing processing, long calls) {
        await(processing, 1, LONGEST_NANOS);
        long before = await(processing, calls / 2, warmUpNanos);
        out.println(BEGIN);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long after = await(processing, calls, measuredNanos);
        long nanos = System.nanoTime() - start;
        out.println(END + ' ' + before + ' ' + (after - before) + ' ' + nanos + ' ' + (cpuNanos() - cpu));
    }

    /** Tells how many calls an entrant that has ended did in all. */
    void total(Processing ended) {
        out.println(TOTAL + ' ' + ended.calls());
    }

    /** Waits until so many calls are done, or the time is over; returns how many are done. */
    private static long await(Processing processing, long calls, long longestNanos) {
        long start = System.nanoTime();
        long done = processing.calls();
        while (done < calls && System.nanoTime() - start < longestNanos) {
            LockSupport.parkNanos(PAUSE_NANOS);
            done = processing.calls();
        }
        return done;
    }
}
