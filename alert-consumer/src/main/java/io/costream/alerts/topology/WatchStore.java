package io.costream.alerts.topology;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.SumKey;
import io.costream.alerts.domain.Watch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one watcher remembers: the sums by partition with what they have crossed, which partitions have answered which
 * revision, and which standings it has to keep up. Not thread-safe.
 */
final class WatchStore {
    private static final String ANSWERS = "a\0";
    private static final String STANDING = "t\0";
    private static final String WATCH = "w\0";
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<String, byte[]> store;
    private final int partitions;

    /** @param partitions of the ledger */
    WatchStore(KeyValueStore<String, byte[]> store, int partitions) {
        this.store = store;
        this.partitions = partitions;
    }

    Watch watch(SumKey key) {
        byte[] bytes = store.get(text(key));
        return bytes == null ? Watch.EMPTY : Watches.read(bytes);
    }

    void putWatch(SumKey key, Watch watch) {
        if (watch.columns().isEmpty()) {
            store.delete(text(key));
        } else {
            store.put(text(key), Watches.write(watch));
        }
    }

    Map<SumKey, Watch> watches(String meter) {
        Map<SumKey, Watch> found = new LinkedHashMap<>();
        String prefix = WATCH + meter + '\0';
        each(prefix, (rest, bytes) -> found.put(sumKey(meter, rest), Watches.read(bytes)));
        return found;
    }

    /** By partition of the ledger, the budget's newest revision that it has answered. */
    Map<Integer, Long> answers(String budget) {
        byte[] bytes = store.get(ANSWERS + budget);
        Map<Integer, Long> answers = new TreeMap<>();
        if (bytes != null) {
            StateReader in = new StateReader(bytes);
            for (int left = in.integer(); left > 0; left--) {
                answers.put(in.integer(), in.number());
            }
        }
        return answers;
    }

    void putAnswer(String budget, int partition, long revision) {
        Map<Integer, Long> answers = answers(budget);
        answers.put(partition, revision);
        putAnswers(budget, answers);
    }

    void dropAnswer(String budget, int partition) {
        Map<Integer, Long> answers = answers(budget);
        answers.remove(partition);
        putAnswers(budget, answers);
    }

    private void putAnswers(String budget, Map<Integer, Long> answers) {
        if (answers.isEmpty()) {
            store.delete(ANSWERS + budget);
            return;
        }
        StateWriter out = new StateWriter().number(answers.size());
        answers.forEach((partition, revision) -> out.number(partition).number(revision));
        store.put(ANSWERS + budget, out.toBytes());
    }

    /** Whether every partition of the ledger applies this revision or a later one. */
    boolean isAnswered(Budget budget) {
        Map<Integer, Long> answers = answers(budget.id());
        return answers.size() == partitions && answers.values().stream().allMatch(seen -> seen >= budget.revision());
    }

    /** Keys of the standings to keep up that begin like this. */
    Set<String> standings(String prefix) {
        Set<String> keys = new TreeSet<>();
        each(STANDING + prefix, (rest, bytes) -> keys.add(prefix + rest));
        return keys;
    }

    void keepStanding(String key) {
        store.putIfAbsent(STANDING + key, PRESENT);
    }

    void dropStanding(String key) {
        store.delete(STANDING + key);
    }

    private void each(String prefix, BiConsumer<String, byte[]> action) {
        try (KeyValueIterator<String, byte[]> entries = store.prefixScan(prefix, new StringSerializer())) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                action.accept(entry.key.substring(prefix.length()), entry.value);
            }
        }
    }

    private static String text(SumKey key) {
        return WATCH + key.meter() + '\0' + key.windowStart().getEpochSecond() + '\0' + key.value();
    }

    private static SumKey sumKey(String meter, String rest) {
        String[] parts = rest.split("\0", 2);
        return new SumKey(meter, parts[1], Instant.ofEpochSecond(Long.parseLong(parts[0])));
    }
}
