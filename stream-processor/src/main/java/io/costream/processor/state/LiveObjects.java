package io.costream.processor.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key, those that changed since the last write-back known. They stand in two halves: whatever is used comes to
 * the young one; when that is full, by the weight of what it holds, the old half leaves and the young one is the old one. So an
 * object stays that was used since about half of all others came. Not thread-safe.
 */
final class LiveObjects<T extends LiveObjects.Entry> {
    /** An object with its key; holders may keep it as long as it is live. */
    abstract static class Entry {
        final Bytes key;
        /** What it counts for among the young ones. */
        private int counted;

        private boolean changed;
        private boolean live = true;
        private boolean old;

        Entry(Bytes key) {
            this.key = key;
        }

        /** How many of those things it stands for of which only so many stay. */
        int weight() {
            return 1;
        }

        /** False once it has left: then whoever holds it asks for the object again. */
        public final boolean isLive() {
            return live;
        }
    }

    private final int mostYoung;
    private long weightOfYoung;
    private final Function<Bytes, byte @Nullable []> stored;
    private final BiFunction<Bytes, byte @Nullable [], T> make;
    private final List<T> changed = new ArrayList<>();
    private Map<Bytes, T> young = new HashMap<>();
    private Map<Bytes, T> old = new HashMap<>();

    /**
     * @param most the weight of all together
     * @param make makes an object of what is stored, or an empty one of nothing
     */
    LiveObjects(int most, Function<Bytes, byte @Nullable []> stored, BiFunction<Bytes, byte @Nullable [], T> make) {
        this.mostYoung = Math.max(1, most / 2);
        this.stored = stored;
        this.make = make;
    }

    /** The object of this key: live, else as stored, else a new one, which is not stored until it changes. */
    T get(Bytes key) {
        T entry = young.get(key);
        if (entry == null) {
            entry = old.get(key);
            if (entry == null) {
                entry = make.apply(key, stored.apply(key));
                young.put(key, entry);
                count(entry);
            } else {
                rejuvenate(entry);
            }
        }
        return entry;
    }

    private void rejuvenate(T entry) {
        Entry moved = entry;
        old.remove(moved.key);
        moved.old = false;
        moved.counted = 0;
        young.put(moved.key, entry);
        count(entry);
    }

    private void count(T entry) {
        Entry young = entry;
        int weight = young.weight();
        weightOfYoung += weight - young.counted;
        young.counted = weight;
    }

    void changed(T entry) {
        Entry state = entry;
        if (!state.changed) {
            state.changed = true;
            changed.add(entry);
            if (state.old) {
                rejuvenate(entry);
            }
        }
    }

    /** Hands over what changed, once, and makes room. */
    void writeBack(Consumer<T> writer) {
        for (T entry : changed) {
            writer.accept(entry);
            ((Entry) entry).changed = false;
            // It is young, and may have grown.
            count(entry);
        }
        changed.clear();
        if (weightOfYoung > mostYoung) {
            old.values().forEach(entry -> ((Entry) entry).live = false);
            young.values().forEach(entry -> ((Entry) entry).old = true);
            old = young;
            young = new HashMap<>(2 * old.size());
            weightOfYoung = 0;
        }
    }

    /** Forgets an object that has not changed since the last write-back, if it is here. */
    void drop(Bytes key) {
        Entry entry = young.remove(key);
        if (entry != null) {
            weightOfYoung -= entry.counted;
        } else {
            entry = old.remove(key);
        }
        if (entry != null) {
            entry.live = false;
        }
    }

    /** Forgets all objects, written or not. */
    void clear() {
        old.values().forEach(entry -> ((Entry) entry).live = false);
        young.values().forEach(entry -> ((Entry) entry).live = false);
        old = new HashMap<>();
        young = new HashMap<>();
        weightOfYoung = 0;
        changed.clear();
    }
}
