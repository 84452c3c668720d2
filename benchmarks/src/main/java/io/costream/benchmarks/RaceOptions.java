package io.costream.benchmarks;

import java.util.List;

/**
 * How a measurement is made.
 *
 * @param calls how many calls the topic holds
 * @param dslCalls how many the short topic holds, for entries that take long
 * @param rounds how often each entry runs, the first time cold
 * @param users of each tenant
 * @param profile whether each entry leaves a recording of Java Flight Recorder
 */
record RaceOptions(
        int calls,
        int dslCalls,
        int rounds,
        int partitions,
        int tenants,
        int users,
        boolean profile,
        List<Entry> entries) {
    RaceOptions {
        entries = List.copyOf(entries);
        if (calls < 1 || dslCalls < 1 || dslCalls > calls || rounds < 1 || partitions < 1 || tenants < 1 || users < 1) {
            throw new IllegalArgumentException(
                    "calls, rounds, partitions, tenants and users must be above 0, and --dsl-calls not above --calls");
        }
    }
}
