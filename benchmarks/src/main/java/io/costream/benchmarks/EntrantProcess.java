package io.costream.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.UUID;

/** Runs one entry a number of times in a process of its own, so that no entry warms up or burdens another. */
public final class EntrantProcess {
    private EntrantProcess() {}

    /** The arguments are those that {@link Race} gives: entry, bootstrap, registry, prefix, partitions, calls, rounds, folder. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        // Nothing but the watch may write there.
        System.setOut(System.err);
        Entry entry = Entry.of(args[0]);
        for (int round = 0; round < Integer.parseInt(args[6]); round++) {
            String applicationId =
                    "bench-" + entry.id() + '-' + UUID.randomUUID().toString().substring(0, 8);
            Course course = new Course(
                    args[1],
                    args[2],
                    args[3],
                    Integer.parseInt(args[4]),
                    Integer.parseInt(args[5]),
                    entry.threads(),
                    applicationId,
                    Path.of(args[7]));
            entry.entrant().run(course, new Stopwatch(out, applicationId));
        }
        // Clients that are still closing must not hold up the next entry.
        System.exit(0);
    }
}
