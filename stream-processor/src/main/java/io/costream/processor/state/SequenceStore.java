package io.costream.processor.state;

import io.costream.processor.domain.ProducerSequence;
import io.costream.processor.domain.ProducerSequence.Verdict;
import java.nio.charset.StandardCharsets;
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

    private static final class LiveSequence extends LiveObjects.Entry {
        final ProducerSequence value;

        LiveSequence(Bytes key, byte @Nullable [] stored) {
            super(key);
            value = stored == null ? new ProducerSequence() : ProducerSequence.fromBytes(stored);
        }
    }

    private final LiveObjects<LiveSequence> sequences = new LiveObjects<>(MOST_LIVE, this::stored, LiveSequence::new);

    private SequenceStore(Map<String, String> changelog) {
        super(NAME, changelog);
    }

    public static StoreBuilder<SequenceStore> builder() {
        return new WriteBackStoreBuilder<>(NAME, SequenceStore::new);
    }

    /** Whether anything of this producer and key has been counted, and is remembered. */
    public boolean knows(String producerId, String recordKey) {
        return sequences.get(key(producerId, recordKey)).value.isStarted();
    }

    /** Marks the number as counted, and tells whether it had been before. */
    public Verdict count(String producerId, String recordKey, long sequence, long appendMillis) {
        LiveSequence entry = sequences.get(key(producerId, recordKey));
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

    private static Bytes key(String producerId, String recordKey) {
        return Bytes.wrap((producerId + '\0' + recordKey).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void writeBack(KeyValueStore<Bytes, byte[]> below) {
        sequences.writeBack(sequence -> below.put(sequence.key, sequence.value.toBytes()));
    }

    @Override
    void forget() {
        sequences.clear();
    }
}
