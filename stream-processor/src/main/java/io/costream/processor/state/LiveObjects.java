package io.costream.processor.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key, those that changed since the last write-back known. Objects that nothing touched between two
 * write-backs leave when there are too many. Not thread-safe.
 */
final class LiveObjects<T> {
    /** One object with its key; holders may keep it within one {@link #generation}. */
    static final class Entry<T> {
        final Bytes key;
        final T value;
        private boolean changed;
        private long touched;

        Entry(Bytes key, T value) {
            this.key = key;
            this.value = value;
        }
    }

    private final int most;
    private final Function<Bytes, byte @Nullable []> stored;
    private final Function<byte[], T> decode;
    private final Supplier<T> empty;
    private final Map<Bytes, Entry<T>> entries = new HashMap<>();
    private final List<Entry<T>> changed = new ArrayList<>();
    private long round;
    private long generation;

    LiveObjects(int most, Function<Bytes, byte @Nullable []> stored, Function<byte[], T> decode, Supplier<T> empty) {
        this.most = most;
        this.stored = stored;
        this.decode = decode;
        this.empty = empty;
    }

    /** The object of this key: live, else as stored, else a new one, which is not stored until it changes. */
    Entry<T> entry(Bytes key) {
        Entry<T> entry = entries.get(key);
        if (entry == null) {
            byte[] bytes = stored.apply(key);
            entry = new Entry<>(key, bytes == null ? empty.get() : decode.apply(bytes));
            entries.put(key, entry);
        }
        entry.touched = round;
        return entry;
    }

    /** Changes when an entry may have been let go: then whoever holds one asks for it again. */
    long generation() {
        return generation;
    }

    void changed(Entry<T> entry) {
        if (!entry.changed) {
            entry.touched = round;
            entry.changed = true;
            changed.add(entry);
        }
    }

    /** Hands over what changed, once, and makes room. */
    void writeBack(BiConsumer<Bytes, T> writer) {
        for (Entry<T> entry : changed) {
            writer.accept(entry.key, entry.value);
            entry.changed = false;
        }
        changed.clear();
        if (entries.size() > most) {
            generation++;
            entries.values().removeIf(entry -> entry.touched != round);
        }
        if (entries.size() > most) {
            entries.clear();
        }
        round++;
    }

    void clear() {
        generation++;
        entries.clear();
        changed.clear();
    }
}
