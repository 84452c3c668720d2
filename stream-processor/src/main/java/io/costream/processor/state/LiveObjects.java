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
 * Objects by key, those that changed since the last write-back known. When there are too many, those that nothing has
 * touched for longest leave. Not thread-safe.
 */
final class LiveObjects<T> {
    /** One object with its key; holders may keep it as long as it is live. */
    static final class Entry<T> {
        final Bytes key;
        final T value;
        private boolean changed;
        private boolean live = true;
        private long touched;

        Entry(Bytes key, T value) {
            this.key = key;
            this.value = value;
        }

        /** False once it has left: then whoever holds it asks for the object again. */
        boolean isLive() {
            return live;
        }
    }

    /** How many write-backs an object may go untouched when the first ones have to leave. */
    private static final long LONGEST = 256;

    private final int most;
    private final Function<Bytes, byte @Nullable []> stored;
    private final Function<byte[], T> decode;
    private final Supplier<T> empty;
    private final Map<Bytes, Entry<T>> entries = new HashMap<>();
    private final List<Entry<T>> changed = new ArrayList<>();
    private long round;

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
            makeRoom();
        }
        round++;
    }

    /** Leaves a quarter free, so that it is not soon needed again. */
    private void makeRoom() {
        int enough = most - most / 4;
        for (long rounds = LONGEST; entries.size() > enough && rounds > 0; rounds /= 2) {
            long newest = round - rounds;
            entries.values().removeIf(entry -> entry.touched <= newest && leave(entry));
        }
        if (entries.size() > most) {
            clear();
        }
    }

    private boolean leave(Entry<T> entry) {
        entry.live = false;
        return true;
    }

    /** Forgets all objects, written or not. */
    void clear() {
        entries.values().forEach(this::leave);
        entries.clear();
        changed.clear();
    }
}
