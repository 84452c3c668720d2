package io.costream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** CPU time that the whole machine has used, which shows how much of a measurement others had. */
final class MachineCpu {
    private static final Path STAT = Path.of("/proc/stat");
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int IDLE = 3;
    private static final int WAITING = 4;

    private MachineCpu() {}

    /** Busy time of all cores so far; 0 where the system does not tell. */
    static long busyNanos() {
        try {
            String[] words = Files.readAllLines(STAT).get(0).trim().split("\\s+");
            long[] ticks = Arrays.stream(words, 1, Math.min(words.length, 9))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return (Arrays.stream(ticks).sum() - ticks[IDLE] - ticks[WAITING]) * NANOS_PER_TICK;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
