package io.costream.processor.topology;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Records that wait for something outside to come back, such as the schema registry, in the order they came. */
final class HeldRecords {
    /** So that one attempt does not outlast the transaction that is open meanwhile. */
    private static final int MOST_AT_ONCE = 10_000;

    private final KeyValueStore<byte[], byte[]> store;

    HeldRecords(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    void put(SourceRecord source) {
        store.put(key(source.offset()), source.toHeldBytes());
    }

    /** Lets records go on from the first one, until one has to wait longer. */
    void drain(String topic, int partition, Consumer<SourceRecord> next) {
        try (KeyValueIterator<byte[], byte[]> records = store.all()) {
            for (int i = 0; i < MOST_AT_ONCE && records.hasNext(); i++) {
                KeyValue<byte[], byte[]> record = records.next();
                long offset = ByteBuffer.wrap(record.key).getLong();
                next.accept(SourceRecord.fromHeldBytes(record.value, topic, partition, offset));
                store.delete(record.key);
            }
        } catch (RetriableException e) {
            // The first record still cannot go on. It and all behind it stay; health shows how many.
            return;
        }
    }

    private static byte[] key(long offset) {
        return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
    }
}
