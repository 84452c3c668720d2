package io.costream.processor.state;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A copy to which changes are added between the first range that is read of it and the next. */
final class ArrivesBetween implements ReadOnlyKeyValueStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> copy;
    private final List<KeyValue<Bytes, byte[]>> changes;
    private int ranges;

    ArrivesBetween(KeyValueStore<Bytes, byte[]> copy, List<KeyValue<Bytes, byte[]>> changes) {
        this.copy = copy;
        this.changes = changes;
    }

    @Override
    public byte[] get(Bytes key) {
        return copy.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        if (ranges++ == 1) {
            copy.putAll(changes);
        }
        return copy.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return copy.all();
    }

    @Override
    public long approximateNumEntries() {
        return copy.approximateNumEntries();
    }
}
