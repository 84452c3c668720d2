package io.costream.benchmarks;

/**
 * What was measured of one entry.
 *
 * @param changelogs what it wrote from its first call on, before it was warm and after it was measured, too
 * @param changelogCalls the calls that these changelogs are of
 */
record Result(Entry entry, Lap lap, Changelogs changelogs, long changelogCalls) {
    double changelogRecordsPerCall() {
        return (double) changelogs.records() / changelogCalls;
    }

    double changelogBytesPerCall() {
        return (double) changelogs.bytes() / changelogCalls;
    }
}
