package io.costream.processor.state;

import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Objects in front of a changelogged key-value store. The stream thread changes the objects in place; with each commit
 * the changed ones are written to the store below, once, inside the transaction that is about to be committed.
 *
 * <p>It relies on one thing that Kafka Streams does not promise publicly: that {@code flushCache()} of a
 * {@link CachedStateStore} is called before each commit. {@code StateStore.commit} comes after the transaction, and
 * under exactly-once not every time. The crash tests of integration-tests guard it.
 *
 * <p>Objects belong to the stream thread. Other threads {@link #read} the store below, and see the state of one
 * write-back: never half of one.
 */
@SuppressWarnings("deprecation") // StateStore.managesOffsets is deprecated from birth, but Streams asks for it.
abstract class WriteBackStore implements StateStore, CachedStateStore<byte[], byte[]> {
    private final KeyValueStore<Bytes, byte[]> below;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    WriteBackStore(String name, Map<String, String> changelog) {
        this.below = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(changelog)
                .withCachingDisabled()
                .build();
    }

    /** Writes every changed object to the store below; then all objects are as below. */
    abstract void writeBack(KeyValueStore<Bytes, byte[]> below);

    /** Forgets all objects without writing them. */
    abstract void forget();

    final byte @Nullable [] stored(Bytes key) {
        return below.get(key);
    }

    /** Reads the store below from any thread, between two write-backs. */
    final <R> R read(Function<KeyValueStore<Bytes, byte[]>, R> reader) {
        lock.readLock().lock();
        try {
            return reader.apply(below);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public final void flushCache() {
        rewrite(this::writeBack);
    }

    /** Writes everything back and forgets the objects, so that the store below can be changed directly. */
    final void purge(Consumer<KeyValueStore<Bytes, byte[]>> change) {
        rewrite(store -> {
            writeBack(store);
            forget();
            change.accept(store);
        });
    }

    private void rewrite(Consumer<KeyValueStore<Bytes, byte[]>> change) {
        lock.writeLock().lock();
        try {
            change.accept(below);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public final void clearCache() {
        // The store becomes a standby's, or is one no more: whoever reads it now is let finish.
        rewrite(store -> forget());
    }

    @Override
    public final boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // A task that is revived or recycled brings this very object back: nothing of its past may survive.
        forget();
        below.init(context, root);
    }

    @Override
    public final void close() {
        rewrite(store -> {
            forget();
            store.close();
        });
    }

    @Override
    public final String name() {
        return below.name();
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        below.commit(changelogOffsets);
    }

    @Override
    public final @Nullable Long committedOffset(TopicPartition partition) {
        return below.committedOffset(partition);
    }

    @Override
    public final boolean managesOffsets() {
        return below.managesOffsets();
    }

    @Override
    public final boolean persistent() {
        return below.persistent();
    }

    @Override
    public final boolean isOpen() {
        return below.isOpen();
    }

    @Override
    public final Position getPosition() {
        return below.getPosition();
    }
}
