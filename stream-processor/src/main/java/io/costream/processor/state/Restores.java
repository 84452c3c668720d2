package io.costream.processor.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows how the partitions that this instance is about to count are restored from their changelogs, and logs it now and
 * then. Partitions that begin before all others are done belong together, so that what is left only shrinks. Thread-safe.
 */
public final class Restores implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(Restores.class);
    private static final long LOG_NANOS = Duration.ofSeconds(10).toNanos();

    private static final class Changelog {
        private final long from;
        private final long end;
        private final long begun;
        private long next;
        private long ended;

        Changelog(long from, long end, long now) {
            this.from = from;
            this.end = Math.max(from, end);
            this.begun = now;
            this.next = from;
            this.ended = now;
        }

        void advanceTo(long offset, long now) {
            next = Math.min(end, Math.max(next, offset));
            ended = now;
        }

        boolean isDone() {
            return next == end;
        }

        RestoreState state(long now) {
            return new RestoreState(next - from, end - from, Duration.ofNanos((isDone() ? ended : now) - begun));
        }
    }

    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Changelog> changelogs = new HashMap<>();
    private long records;
    private long nextLog;

    public Restores() {
        this(System::nanoTime);
    }

    Restores(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How far it is; empty where nothing is being restored. */
    public synchronized Optional<RestoreProgress> progress() {
        if (changelogs.isEmpty()) {
            return Optional.empty();
        }
        long now = nanoTime.getAsLong();
        Map<Integer, List<RestoreState>> stores = new HashMap<>();
        changelogs.forEach(
                (changelog, state) -> stores.computeIfAbsent(changelog.partition(), absent -> new ArrayList<>())
                        .add(state.state(now)));
        SortedMap<Integer, RestoreState> partitions = new TreeMap<>();
        stores.forEach((partition, states) -> partitions.put(partition, RestoreState.sum(states)));
        return Optional.of(new RestoreProgress(RestoreState.sum(partitions.values()), partitions));
    }

    /** Records that have been restored since this instance was started, of all partitions. */
    public synchronized long records() {
        return records;
    }

    /** All partitions of this instance are counted: nothing is restored, whatever was not said to have ended. */
    public synchronized void clear() {
        changelogs.clear();
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        long now = nanoTime.getAsLong();
        if (changelogs.isEmpty()) {
            nextLog = now;
        }
        changelogs.put(changelog, new Changelog(from, end, now));
    }

    @Override
    public synchronized void onBatchRestored(TopicPartition changelog, String store, long lastOffset, long number) {
        records += number;
        Changelog state = changelogs.get(changelog);
        if (state != null) {
            long now = nanoTime.getAsLong();
            state.advanceTo(lastOffset + 1, now);
            if (now - nextLog >= 0) {
                nextLog = now + LOG_NANOS;
                progress()
                        .ifPresent(progress -> LOG.atInfo()
                                .addKeyValue("partitions", progress.partitions().keySet())
                                .log("Totals are being restored: {}", progress.whole()));
            }
        }
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long number) {
        Changelog state = changelogs.get(changelog);
        if (state != null) {
            // Markers of transactions at the changelog's end are no records: the last of these lies before the end.
            state.advanceTo(state.end, nanoTime.getAsLong());
            endWhereAllAreDone();
        }
    }

    @Override
    public synchronized void onRestoreSuspended(TopicPartition changelog, String store, long number) {
        changelogs.remove(changelog);
        endWhereAllAreDone();
    }

    private void endWhereAllAreDone() {
        if (changelogs.values().stream().allMatch(Changelog::isDone)) {
            progress()
                    .filter(progress -> progress.whole().total() > 0)
                    .ifPresent(progress -> LOG.atInfo()
                            .addKeyValue("partitions", progress.partitions().keySet())
                            .addKeyValue("records", progress.whole().total())
                            .addKeyValue("millis", progress.whole().time().toMillis())
                            .log("Totals are restored"));
            changelogs.clear();
        }
    }
}
