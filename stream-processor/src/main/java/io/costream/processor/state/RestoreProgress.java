package io.costream.processor.state;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far an instance has restored the partitions that it is about to count, at one moment.
 *
 * @param whole all partitions that are restored in one go, also those that are done
 * @param partitions the same by partition, all stores of one together
 */
public record RestoreProgress(RestoreState whole, SortedMap<Integer, RestoreState> partitions) {
    public RestoreProgress {
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    }
}
