package io.costream.processor.state;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.TaskId;

/** Follows how many records of the changelogs the copies on this instance have still to read. Thread-safe. */
public final class Copies implements StandbyUpdateListener {
    /** Until the first records have come, nobody has said where the changelog ends. */
    private static final long UNKNOWN = -1;

    private final Map<TopicPartition, Long> behind = new HashMap<>();

    /** By partition, all stores of one together; those of which nothing is known yet are not there. */
    public synchronized SortedMap<Integer, Long> behind() {
        SortedMap<Integer, Long> sums = new TreeMap<>();
        behind.forEach((changelog, records) -> {
            if (records != UNKNOWN) {
                sums.merge(changelog.partition(), records, Long::sum);
            }
        });
        return sums;
    }

    /** Forgets all, since a thread that fails does not say which copies it leaves; those that go on tell it again. */
    public synchronized void clear() {
        behind.clear();
    }

    @Override
    public synchronized void onUpdateStart(TopicPartition changelog, String store, long from) {
        behind.put(changelog, UNKNOWN);
    }

    @Override
    public synchronized void onBatchLoaded(
            TopicPartition changelog, String store, TaskId task, long lastOffset, long number, long end) {
        behind.put(changelog, Math.max(0, end - lastOffset - 1));
    }

    @Override
    public synchronized void onUpdateSuspended(
            TopicPartition changelog, String store, long offset, long end, SuspendReason reason) {
        behind.remove(changelog);
    }
}
