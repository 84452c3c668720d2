package io.costream.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The least memory that {@code costream reprice} ends with: the command in a process of its own, with ever more heap
 * until it does. What a run holds on to cannot be more.
 */
final class SmallestHeap {
    private static final int FIRST_MEGABYTES = 24;
    private static final int STEP_MEGABYTES = 4;
    private static final int AMPLE_MEGABYTES = 256;
    private static final long LONGEST_SECONDS = 300;
    /** With too little, a process collects garbage rather than ending: so many times as long as with ample heap is too long. */
    private static final int TOO_SLOW = 3;

    private final List<String> where;
    /** What was enough before: more calls hardly need less. */
    private int atLeast = FIRST_MEGABYTES;

    /** @param where the options that tell the command its brokers and registry */
    SmallestHeap(List<String> where) {
        this.where = List.copyOf(where);
    }

    /** In megabytes, in steps of four, for a dry run. */
    int ofDryRun() throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean ends = ends(AMPLE_MEGABYTES, LONGEST_SECONDS, List.of());
        long patience = TOO_SLOW * TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 1;
        for (int heap = atLeast; ends && heap < AMPLE_MEGABYTES; heap += STEP_MEGABYTES) {
            if (ends(heap, patience, List.of())) {
                atLeast = heap;
                return heap;
            }
        }
        throw new IllegalStateException("a dry run does not end with " + AMPLE_MEGABYTES + " MB");
    }

    /** Whether a committed run ends with so much. One that does not would stay to be resumed, so this is not searched for. */
    boolean isEnoughToCommit(int megabytes) throws IOException, InterruptedException {
        return ends(megabytes, LONGEST_SECONDS, List.of("--commit"));
    }

    private boolean ends(int megabytes, long seconds, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "io.costream.cli.Main",
                "reprice",
                "--from=1970-01-01",
                "--to=2100-01-01",
                "--json"));
        command.addAll(where);
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }
}
