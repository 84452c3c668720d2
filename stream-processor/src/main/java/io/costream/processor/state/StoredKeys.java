package io.costream.processor.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Tells of most keys that a store does not hold them, without asking it: RocksDB's Java binding says that it found nothing
 * by an exception of C++, and every new session and every user's new day begins with that question.
 *
 * <p>A Bloom filter of 12 bits a key, extended by another one of twice the size whenever it is full. It knows what was
 * written through it at once, and what stood in the store before once {@link #learn} has come through it; until then,
 * and beyond eight million keys, it takes every key to be stored. Takes up at most 13 MB. For the stream thread alone.
 */
final class StoredKeys {
    private static final int FIRST_CAPACITY = 1 << 14;
    private static final int LARGEST_CAPACITY = 1 << 22;
    private static final int BITS_PER_KEY = 12;
    private static final int PROBES = 4;
    /** Spreads the hash of a key, whose bits depend on one another, over a long. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** One part, of a fixed size. */
    private static final class Part {
        private final int capacity;
        private final long[] bits;
        private int keys;

        Part(int capacity) {
            this.capacity = capacity;
            this.bits = new long[capacity / Long.SIZE * BITS_PER_KEY];
        }

        boolean holds(long hash) {
            for (int probe = 0; probe < PROBES; probe++) {
                long bit = bit(hash, probe);
                if ((bits[(int) (bit >>> 6)] & (1L << bit)) == 0) {
                    return false;
                }
            }
            return true;
        }

        void add(long hash) {
            for (int probe = 0; probe < PROBES; probe++) {
                long bit = bit(hash, probe);
                bits[(int) (bit >>> 6)] |= 1L << bit;
            }
            keys++;
        }

        private long bit(long hash, int probe) {
            long mixed = (hash + probe * ((hash >>> 32) | 1)) & 0xffffffffL;
            return (mixed * ((long) bits.length << 6)) >>> 32;
        }
    }

    private final int largestCapacity;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Bytes learned;
    private boolean complete;
    private boolean givenUp;

    StoredKeys() {
        this(LARGEST_CAPACITY);
    }

    /** @param largestCapacity of the last part: about half of all keys */
    StoredKeys(int largestCapacity) {
        this.largestCapacity = largestCapacity;
    }

    /** False where the store surely does not hold the key. */
    boolean mayHold(Bytes key) {
        return !complete || isKnown(hash(key));
    }

    private boolean isKnown(long hash) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).holds(hash)) {
                return true;
            }
        }
        return false;
    }

    /** The key is stored from now on. */
    void add(Bytes key) {
        long hash = hash(key);
        if (!givenUp && !isKnown(hash)) {
            int last = parts.size() - 1;
            if (last < 0 || parts.get(last).keys == parts.get(last).capacity) {
                extend();
            }
            if (!givenUp) {
                parts.get(parts.size() - 1).add(hash);
            }
        }
    }

    private void extend() {
        int capacity = FIRST_CAPACITY << parts.size();
        if (capacity > largestCapacity) {
            forget();
            givenUp = true;
        } else {
            parts.add(new Part(capacity));
        }
    }

    /** Reads some more of the keys that stand in the store, where not all have been read. */
    void learn(KeyValueStore<Bytes, byte[]> store, int most) {
        if (complete || givenUp) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> rest = store.range(learned, null)) {
            for (int read = 0; read < most && rest.hasNext(); read++) {
                learned = rest.next().key;
                add(learned);
            }
            complete = !givenUp && !rest.hasNext();
        }
    }

    /** Nothing is known of the store any more. */
    void forget() {
        parts.clear();
        learned = null;
        complete = false;
        givenUp = false;
    }

    private static long hash(Bytes key) {
        long hash = key.hashCode() * SPREAD;
        return hash ^ (hash >>> 29);
    }
}
