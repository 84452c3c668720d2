package io.costream.benchmarks;

import java.util.Comparator;
import java.util.List;

/**
 * What was measured of one entry.
 *
 * @param laps all of them, in order; the first ones warm up where there are more
 * @param changelogs what the fastest lap wrote
 */
record Result(Entry entry, List<Lap> laps, Changelogs changelogs) {
    Result {
        laps = List.copyOf(laps);
    }

    /** The fastest lap: whatever else runs on the machine can only slow one down. */
    Lap best() {
        return best(laps);
    }

    static Lap best(List<Lap> laps) {
        return laps.stream().min(Comparator.comparingLong(Lap::nanos)).orElseThrow();
    }
}
