package io.costream.alerts.topology;

import io.costream.alerts.domain.SumKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one partition of the ledger remembers: how far it has read, its meters, which revisions it has answered, and
 * its sums. Every change is in the store at once, whose cache writes each key once per commit. Not thread-safe.
 */
final class LedgerStore {
    private static final String POSITION = "p\0";
    private static final String METER = "m\0";
    private static final String ANSWERED = "a\0";
    private static final String SUM = "s\0";
    private static final int SUMS_IN_MEMORY = 20_000;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Long> positions = new TreeMap<>();
    private final Map<String, MeterState> meters = new TreeMap<>();
    private final Set<SumKey> untold = new LinkedHashSet<>();
    private final Map<SumKey, Sum> sums = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SumKey, Sum> eldest) {
            return size() > SUMS_IN_MEMORY;
        }
    };

    LedgerStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
        each(POSITION, (topic, bytes) -> positions.put(topic, new StateReader(bytes).number()));
        each(METER, (meter, bytes) -> meters.put(meter, MeterState.read(bytes)));
        each(SUM, (key, bytes) -> {
            if (!Sum.read(bytes).isTold()) {
                untold.add(sumKey(key));
            }
        });
    }

    /** Per topic, the first offset that was not counted yet; nothing where none ever was. */
    Map<String, Long> positions() {
        return positions;
    }

    void moveTo(String topic, long position) {
        positions.put(topic, position);
        store.put(POSITION + topic, new StateWriter().number(position).toBytes());
    }

    /** The known meters by id. */
    Map<String, MeterState> meters() {
        return meters;
    }

    void putMeter(String id, MeterState state) {
        meters.put(id, state);
        store.put(METER + id, state.toBytes());
    }

    void dropMeter(String id) {
        meters.remove(id);
        store.delete(METER + id);
        dropSums(id);
    }

    void dropSums(String meter) {
        List<String> doomed = new ArrayList<>();
        each(SUM + meter + '\0', (rest, bytes) -> doomed.add(SUM + meter + '\0' + rest));
        doomed.forEach(store::delete);
        untold.removeIf(key -> key.meter().equals(meter));
        sums.keySet().removeIf(key -> key.meter().equals(meter));
    }

    /** The newest revision of the budget that was answered, 0 for none. */
    long answered(String budget) {
        byte[] bytes = store.get(ANSWERED + budget);
        return bytes == null ? 0 : new StateReader(bytes).number();
    }

    void answer(String budget, long revision) {
        store.put(ANSWERED + budget, new StateWriter().number(revision).toBytes());
    }

    void dropAnswer(String budget) {
        store.delete(ANSWERED + budget);
    }

    Sum sum(SumKey key) {
        return sums.computeIfAbsent(key, missing -> {
            byte[] bytes = store.get(text(missing));
            return bytes == null ? Sum.empty() : Sum.read(bytes);
        });
    }

    void putSum(SumKey key, Sum sum) {
        store.put(text(key), sum.toBytes());
        if (sum.isTold()) {
            untold.remove(key);
        } else {
            untold.add(key);
        }
    }

    /** The sums that the watchers do not know as they are. */
    Set<SumKey> untold() {
        return Set.copyOf(untold);
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
        return SUM + key.meter() + '\0' + key.windowStart().getEpochSecond() + '\0' + key.value();
    }

    private static SumKey sumKey(String text) {
        String[] parts = text.split("\0", 3);
        return new SumKey(parts[0], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[1])));
    }
}
