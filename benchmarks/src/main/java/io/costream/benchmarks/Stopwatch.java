package io.costream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/**
 * Times one run in the entrant's process and reports begin and end in lines that {@link Lap} reads, so that the process
 * with the broker can take its own CPU time over the same interval. For one thread.
 */
final class Stopwatch {
    static final String BEGIN = "@begin";
    static final String END = "@end";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final PrintStream out;
    private final String applicationId;
    private long beganNanos;
    private long beganCpuNanos;

    Stopwatch(PrintStream out, String applicationId) {
        this.out = out;
        this.applicationId = applicationId;
    }

    /** CPU time of this process so far, in nanoseconds. */
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    void begin() {
        out.println(BEGIN);
        beganCpuNanos = cpuNanos();
        beganNanos = System.nanoTime();
    }

    void end(long calls) {
        long nanos = System.nanoTime() - beganNanos;
        long cpu = cpuNanos() - beganCpuNanos;
        out.println(END + ' ' + calls + ' ' + nanos + ' ' + cpu + ' ' + applicationId);
    }
}
