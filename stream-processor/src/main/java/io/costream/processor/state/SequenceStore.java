package io.costream.processor.state;

import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.ProducerSequence;
import io.costream.processor.domain.ProducerSequence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** Which sequence numbers of each producer and record key have been counted. For the stream thread only. */
public final class SequenceStore extends WriteBackStore {
    public static final String NAME = "producer-sequences";
    /** How many producers and keys stay in memory between commits. */
    private static final int MOST_LIVE = 50_000;

    /** How many keys of the store that a task begins with are learned with each commit. */
    private static final int LEARNED_AT_ONCE = 10_000;

    private static final class LiveSequence extends LiveObjects.Entry {
        final ProducerSequence value;
        /** Whether the store below holds it, maybe as it was before. */
        boolean stored;

        LiveSequence(byte[] key, long hash, byte @Nullable [] stored) {
            super(key, hash);
            this.stored = stored != null;
            value = stored == null ? new ProducerSequence() : ProducerSequence.fromBytes(stored);
        }
    }

    private final LiveObjects<LiveSequence> sequences = new LiveObjects<>(MOST_LIVE, 0, this::storedSequence);
    private final StoredKeys keys = new StoredKeys();
    private final KeyBuffer key = new KeyBuffer();
    private final Batch batch = new Batch();
    /** Whether calls are counted, so that nothing but this object writes to the store any more. */
    private boolean counting;

    private SequenceStore(Map<String, String> changelog) {
        super(NAME, changelog);
    }

    public static StoreBuilder<SequenceStore> builder() {
        return new WriteBackStoreBuilder<>(NAME, SequenceStore::new);
    }

    private LiveSequence storedSequence(byte[] keyBytes, long hash) {
        return new LiveSequence(keyBytes, hash, keys.mayHold(hash) ? stored(Bytes.wrap(keyBytes)) : null);
    }

    /** Whether anything of this producer and key has been counted, and is remembered. */
    public boolean knows(String producerId, String recordKey) {
        return sequence(producerId, recordKey).value.isStarted();
    }

    /** Marks the number as counted, and tells whether it had been before. */
    public Verdict count(String producerId, String recordKey, long sequence, long appendMillis) {
        LiveSequence entry = sequence(producerId, recordKey);
        sequences.changed(entry);
        return entry.value.count(sequence, appendMillis);
    }

    /** Forgets producers that have been silent since the instant, in append time. */
    public void forgetSilentSince(long appendMillis) {
        purge(below -> {
            for (Bytes key : silentSince(appendMillis, below)) {
                below.delete(key);
            }
        });
    }

    private static List<Bytes> silentSince(long appendMillis, KeyValueStore<Bytes, byte[]> below) {
        List<Bytes> silent = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = below.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> next = all.next();
                if (ProducerSequence.fromBytes(next.value).lastSeenMillis() < appendMillis) {
                    silent.add(next.key);
                }
            }
        }
        return silent;
    }

    private LiveSequence sequence(String producerId, String recordKey) {
        key.cutTo(0).putText(producerId).putText(recordKey);
        counting = true;
        // The key ends with the last text.
        return sequences.get(key.cutTo(key.length() - 1));
    }

    @Override
    void writeBack(KeyValueStore<Bytes, byte[]> below) {
        sequences.writeBack(sequence -> {
            if (!sequence.stored) {
                keys.add(sequence.hash);
                sequence.stored = true;
            }
            batch.add(Bytes.wrap(sequence.key), sequence.value.toBytes(), below);
        });
        batch.putInto(below);
        if (counting) {
            keys.learn(below, LEARNED_AT_ONCE);
        }
    }

    @Override
    void forget() {
        sequences.clear();
        batch.clear();
        keys.forget();
        counting = false;
    }
}
