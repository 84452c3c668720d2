package io.costream.processor.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Records that are put into a store together, which takes less than one by one. Not thread-safe. */
final class Batch {
    private static final int MOST = 1_000;

    private final List<KeyValue<Bytes, byte[]>> records = new ArrayList<>(MOST);

    /** Adds a record; where there are many, puts them into the store. */
    void add(Bytes key, byte @Nullable [] value, KeyValueStore<Bytes, byte[]> store) {
        add(KeyValue.pair(key, value), store);
    }

    /** Adds a record; where there are many, puts them into the store. */
    void add(KeyValue<Bytes, byte[]> record, KeyValueStore<Bytes, byte[]> store) {
        records.add(record);
        if (records.size() >= MOST) {
            putInto(store);
        }
    }

    void putInto(KeyValueStore<Bytes, byte[]> store) {
        store.putAll(records);
        records.clear();
    }

    void clear() {
        records.clear();
    }
}
