package io.costream.producer.internal;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes record keys in UTF-8, as Kafka's own serializer of texts does. Keys are tenants, of which there are few, so that
 * their bytes are kept. For one sending thread.
 */
final class KeySerializer implements Serializer<String> {
    private static final int KEPT = 256;

    private final @Nullable Entry[] kept = new Entry[KEPT];

    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    private record Entry(String key, byte[] bytes) {}

    @Override
    public byte[] serialize(String topic, String key) {
        int place = key.hashCode() & (KEPT - 1);
        Entry entry = kept[place];
        if (entry == null || !entry.key.equals(key)) {
            entry = new Entry(key, key.getBytes(StandardCharsets.UTF_8));
            kept[place] = entry;
        }
        return entry.bytes;
    }
}
