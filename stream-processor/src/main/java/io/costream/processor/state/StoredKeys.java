package io.costream.processor.state;

import io.costream.processor.domain.KeyBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Tells of most keys that a store does not hold them, without asking it: RocksDB's Java binding says that it found nothing
 * by an exception of C++, and every new session, user's new day and producer of a tenant begins with that question.
 *
 * <p>A Bloom filter of 16 bits a key, extended by another one of twice the size whenever it is full. What it has of a key
 * lies in one or two lines of memory, so that each part costs one access. It knows what was
 * written through it at once, and what stood in the store before once {@link #learn} has come through it; until then,
 * and beyond eight million keys, it takes every key to be stored. Takes up at most 17 MB. For the stream thread alone.
 */
final class StoredKeys {
    private static final int FIRST_CAPACITY = 1 << 14;
    private static final int LARGEST_CAPACITY = 1 << 22;
    private static final int BITS_PER_KEY = 16;
    /** Longs that hold all bits of a key. */
    private static final int BLOCK = 8;

    private static final int PROBES = 6;
    /** Bits of a hash that choose one of a block. */
    private static final int PROBE_BITS = 9;

    private static final int PROBE_MASK = (1 << PROBE_BITS) - 1;

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
            int block = block(hash);
            long rest = KeyBuffer.mixed(hash);
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = (int) rest & PROBE_MASK;
                if ((bits[block + (bit >>> 6)] & (1L << bit)) == 0) {
                    return false;
                }
                rest >>>= PROBE_BITS;
            }
            return true;
        }

        void add(long hash) {
            int block = block(hash);
            long rest = KeyBuffer.mixed(hash);
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = (int) rest & PROBE_MASK;
                bits[block + (bit >>> 6)] |= 1L << bit;
                rest >>>= PROBE_BITS;
            }
            keys++;
        }

        private int block(long hash) {
            return (int) (((hash >>> 32) * (bits.length / BLOCK)) >>> 32) * BLOCK;
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

    /**
     * False where the store surely does not hold the key.
     *
     * @param hash of the key, as {@link KeyBuffer} has it
     */
    boolean mayHold(long hash) {
        return !complete || isKnown(hash);
    }

    private boolean isKnown(long hash) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).holds(hash)) {
                return true;
            }
        }
        return false;
    }

    /** The key of this hash is stored from now on, and was not before. */
    void add(long hash) {
        if (givenUp) {
            return;
        }
        int last = parts.size() - 1;
        if (last < 0 || parts.get(last).keys == parts.get(last).capacity) {
            extend();
        }
        if (!givenUp) {
            parts.get(parts.size() - 1).add(hash);
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
                long hash = KeyBuffer.hash(learned.get());
                if (!isKnown(hash)) {
                    add(hash);
                }
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
}
