package io.costream.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the watch in an entrant's process tells, with what this process and the machine spent meanwhile.
 *
 * @param totalCalls that the entrant did, those before and behind the lap too
 */
record Timing(Lap lap, long totalCalls) {
    /** Reads what a {@link Stopwatch} writes, as it writes it. */
    static Timing read(BufferedReader lines) throws IOException {
        long brokerNanos = 0;
        long machineNanos = 0;
        Lap lap = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(Stopwatch.BEGIN)) {
                brokerNanos = Stopwatch.cpuNanos();
                machineNanos = MachineCpu.busyNanos();
            } else if (line.startsWith(Stopwatch.END)) {
                lap = lap(words(line), Stopwatch.cpuNanos() - brokerNanos, MachineCpu.busyNanos() - machineNanos);
            } else if (line.startsWith(Stopwatch.TOTAL)) {
                return new Timing(ended(lap), Long.parseLong(words(line)[1]));
            }
        }
        throw new IllegalStateException("the entry has not ended its work");
    }

    private static String[] words(String line) {
        return line.split(" ", -1);
    }

    private static Lap ended(@Nullable Lap lap) {
        if (lap == null) {
            throw new IllegalStateException("the entry was not measured");
        }
        return lap;
    }

    private static Lap lap(String[] words, long brokerNanos, long machineNanos) {
        long cpuNanos = Long.parseLong(words[4]);
        return new Lap(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                cpuNanos,
                brokerNanos,
                Math.max(0, machineNanos - brokerNanos - cpuNanos));
    }
}
