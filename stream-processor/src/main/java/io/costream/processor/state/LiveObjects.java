package io.costream.processor.state;

import io.costream.processor.domain.KeyBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key, those that changed since the last write-back known. They are young or old: whatever is used becomes
 * young; when these are too many, by the weight of what they hold, the old ones leave and the young ones are old. So an
 * object stays that was used since about half of all others came. Brief ones, which are used for a short time and many,
 * age by themselves: those that are used again after hours stay while thousands of the others come and go. Not thread-safe.
 *
 * <p>A hash table whose entries are the objects themselves: there are so many that nothing else may stand between.
 */
final class LiveObjects<T extends LiveObjects.Entry> {
    /** An object with its key; it stays until the end of a write-back. */
    abstract static class Entry {
        final byte[] key;
        /** The key's, as {@link KeyBuffer} has it. */
        final long hash;

        /** Another one in the same place. */
        private @Nullable Entry next;
        /** What it counts for among the young ones. */
        private int counted;

        private boolean changed;
        private boolean old;
        private final boolean brief;

        Entry(byte[] key, long hash) {
            this(key, hash, false);
        }

        /** @param brief whether it is used for a short time only */
        Entry(byte[] key, long hash, boolean brief) {
            this.key = key;
            this.hash = hash;
            this.brief = brief;
        }

        /** How many of those things it stands for of which only so many stay. */
        int weight() {
            return 1;
        }
    }

    /** Makes an object as it is stored, or an empty one, which is not stored until it changes. */
    interface Maker<T> {
        T make(byte[] key, long hash);
    }

    /** Those that age together. */
    private static final class Generations {
        final int mostYoung;
        long weightOfYoung;

        Generations(int most) {
            mostYoung = Math.max(1, most / 2);
        }
    }

    /** A power of two. */
    private static final int FIRST_PLACES = 1 << 10;

    private final Generations brief;
    private final Generations lasting;
    private final Maker<T> maker;
    private final List<T> changed = new ArrayList<>();
    private @Nullable Entry[] places = new Entry[FIRST_PLACES];
    private int size;
    /** Of the keys that are being asked for. */
    private long[] hashes = {};

    private @Nullable Entry[] firsts = {};

    /**
     * Nothing yet.
     *
     * @param most the weight of all together
     * @param mostBrief what of it is for brief ones
     */
    LiveObjects(int most, int mostBrief, Maker<T> maker) {
        this.brief = new Generations(mostBrief);
        this.lasting = new Generations(most - mostBrief);
        this.maker = maker;
    }

    /** The object of this key: live, else made. */
    T get(KeyBuffer key) {
        long hash = key.hash();
        return find(key, hash, places[place(hash)]);
    }

    /**
     * The objects of the first so many keys, no two of them equal. One step for all, then the next: so the processor waits
     * for their memory at the same time, not in turn.
     */
    void get(KeyBuffer[] keys, int count, T[] into) {
        if (hashes.length < count) {
            hashes = new long[count];
            firsts = new Entry[count];
        }
        @Nullable Entry[] asked = places;
        for (int i = 0; i < count; i++) {
            hashes[i] = keys[i].hash();
        }
        for (int i = 0; i < count; i++) {
            firsts[i] = asked[place(hashes[i])];
        }
        for (int i = 0; i < count; i++) {
            // What was made for a key before this one stands ahead of the first, or has moved all to other places.
            into[i] = find(keys[i], hashes[i], places == asked ? firsts[i] : places[place(hashes[i])]);
        }
    }

    private T find(KeyBuffer key, long hash, @Nullable Entry first) {
        for (Entry entry = first; entry != null; entry = entry.next) {
            if (entry.hash == hash && key.is(entry.key)) {
                if (entry.old) {
                    rejuvenate(entry);
                }
                return known(entry);
            }
        }
        T made = maker.make(key.toBytes(), hash);
        put(made);
        count(made);
        return made;
    }

    @SuppressWarnings("unchecked") // All entries come from the maker.
    private T known(Entry entry) {
        return (T) entry;
    }

    private int place(long hash) {
        return (int) hash & (places.length - 1);
    }

    private void put(Entry entry) {
        if (size >= places.length) {
            @Nullable Entry[] before = places;
            places = new Entry[2 * before.length];
            for (Entry first : before) {
                for (Entry moved = first; moved != null; ) {
                    Entry following = moved.next;
                    link(moved);
                    moved = following;
                }
            }
        }
        link(entry);
        size++;
    }

    private void link(Entry entry) {
        int place = place(entry.hash);
        entry.next = places[place];
        places[place] = entry;
    }

    private void rejuvenate(Entry entry) {
        entry.old = false;
        entry.counted = 0;
        count(entry);
    }

    private void count(Entry young) {
        int weight = young.weight();
        generations(young).weightOfYoung += weight - young.counted;
        young.counted = weight;
    }

    private Generations generations(Entry entry) {
        return entry.brief ? brief : lasting;
    }

    void changed(T entry) {
        Entry state = entry;
        if (!state.changed) {
            state.changed = true;
            changed.add(entry);
            if (state.old) {
                rejuvenate(state);
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
        makeRoom(brief);
        makeRoom(lasting);
    }

    private void makeRoom(Generations in) {
        if (in.weightOfYoung > in.mostYoung) {
            letGoOfOld(in);
            in.weightOfYoung = 0;
        }
    }

    private void letGoOfOld(Generations in) {
        for (int place = 0; place < places.length; place++) {
            Entry kept = null;
            for (Entry entry = places[place]; entry != null; ) {
                Entry following = entry.next;
                boolean ages = generations(entry) == in;
                if (ages && entry.old) {
                    size--;
                } else {
                    entry.old |= ages;
                    entry.next = kept;
                    kept = entry;
                }
                entry = following;
            }
            places[place] = kept;
        }
    }

    /** Forgets an object that has not changed since the last write-back, if it is here. */
    void drop(byte[] key) {
        int place = place(KeyBuffer.hash(key));
        Entry before = null;
        for (Entry entry = places[place]; entry != null; entry = entry.next) {
            if (Arrays.equals(entry.key, key)) {
                if (before == null) {
                    places[place] = entry.next;
                } else {
                    before.next = entry.next;
                }
                size--;
                generations(entry).weightOfYoung -= entry.old ? 0 : entry.counted;
                return;
            }
            before = entry;
        }
    }

    /** Forgets all objects, written or not. */
    void clear() {
        places = new Entry[FIRST_PLACES];
        size = 0;
        brief.weightOfYoung = 0;
        lasting.weightOfYoung = 0;
        changed.clear();
    }
}
