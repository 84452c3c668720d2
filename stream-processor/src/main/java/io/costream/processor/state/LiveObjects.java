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
 * Objects by key, those that changed since the last write-back known. They stand in two halves: whatever is used comes to
 * the young one; when that is full, the old half leaves and the young one is the old one. So an object stays that was used
 * since about half of all others came. Not thread-safe.
 */
final class LiveObjects<T> {
    /** One object with its key; holders may keep it as long as it is live. */
    static final class Entry<T> {
        final Bytes key;
        final T value;
        private boolean changed;
        private boolean live = true;
        private boolean old;

        Entry(Bytes key, T value) {
            this.key = key;
            this.value = value;
        }

        /** False once it has left: then whoever holds it asks for the object again. */
        boolean isLive() {
            return live;
        }
    }

    private final int mostYoung;
    private final Function<Bytes, byte @Nullable []> stored;
    private final Function<byte[], T> decode;
    private final Supplier<T> empty;
    private final List<Entry<T>> changed = new ArrayList<>();
    private Map<Bytes, Entry<T>> young = new HashMap<>();
    private Map<Bytes, Entry<T>> old = new HashMap<>();

    LiveObjects(int most, Function<Bytes, byte @Nullable []> stored, Function<byte[], T> decode, Supplier<T> empty) {
        this.mostYoung = Math.max(1, most / 2);
        this.stored = stored;
        this.decode = decode;
        this.empty = empty;
    }

    /** The object of this key: live, else as stored, else a new one, which is not stored until it changes. */
    Entry<T> entry(Bytes key) {
        Entry<T> entry = young.get(key);
        if (entry == null) {
            entry = old.get(key);
            if (entry == null) {
                byte[] bytes = stored.apply(key);
                entry = new Entry<>(key, bytes == null ? empty.get() : decode.apply(bytes));
                young.put(key, entry);
            } else {
                rejuvenate(entry);
            }
        }
        return entry;
    }

    private void rejuvenate(Entry<T> entry) {
        old.remove(entry.key);
        entry.old = false;
        young.put(entry.key, entry);
    }

    void changed(Entry<T> entry) {
        if (!entry.changed) {
            entry.changed = true;
            changed.add(entry);
            if (entry.old) {
                rejuvenate(entry);
            }
        }
    }

    /** Hands over what changed, once, and makes room. */
    void writeBack(BiConsumer<Bytes, T> writer) {
        for (Entry<T> entry : changed) {
            writer.accept(entry.key, entry.value);
            entry.changed = false;
        }
        changed.clear();
        if (young.size() > mostYoung) {
            old.values().forEach(entry -> entry.live = false);
            young.values().forEach(entry -> entry.old = true);
            old = young;
            young = new HashMap<>();
        }
    }

    /** Forgets all objects, written or not. */
    void clear() {
        old.values().forEach(entry -> entry.live = false);
        young.values().forEach(entry -> entry.live = false);
        old = new HashMap<>();
        young = new HashMap<>();
        changed.clear();
    }
}
