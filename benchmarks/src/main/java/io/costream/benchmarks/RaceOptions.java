package io.costream.benchmarks;

import java.util.List;

/**
 * How a measurement is made.
 *
 * @param calls how many calls the topic holds
 * @param warmUpSeconds for how long each entry runs before it is measured; not beyond the middle of the topic
 * @param seconds for how long it is measured; not beyond the end of the topic
 * @param users of each tenant
 * @param profile whether each entry leaves a recording of Java Flight Recorder
 */
record RaceOptions(
        int calls,
        int warmUpSeconds,
        int seconds,
        int partitions,
        int tenants,
        int users,
        boolean profile,
        List<Entry> entries) {
    RaceOptions {
        entries = List.copyOf(entries);
        if (calls < 1 || warmUpSeconds < 0 || seconds < 1 || partitions < 1 || tenants < 1 || users < 1) {
            throw new IllegalArgumentException("calls, seconds, partitions, tenants and users must be above 0");
        }
    }
}
