package io.costream.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Runs one entry in a process of its own, so that no entry warms up or burdens another. */
public final class EntrantProcess {
    private EntrantProcess() {}

    /**
     * The arguments are those that {@link Race} gives: entry, bootstrap, registry, prefix, partitions, calls, application,
     * folder, seconds to warm up, seconds to measure.
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        // Nothing but the watch may write there.
        System.setOut(System.err);
        Entry entry = Entry.of(args[0]);
        Course course = new Course(
                args[1],
                args[2],
                args[3],
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]),
                entry.threads(),
                args[6],
                Path.of(args[7]));
        Stopwatch watch = new Stopwatch(
                out, Duration.ofSeconds(Integer.parseInt(args[8])), Duration.ofSeconds(Integer.parseInt(args[9])));
        Processing processing = entry.entrant().start(course);
        try (processing) {
            watch.time(processing, course.calls());
        }
        watch.total(processing);
        // Clients that are still closing must not hold up the next entry.
        System.exit(0);
    }
}
