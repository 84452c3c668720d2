package io.costream.schemas;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Reads generated Avro records in the wire format, resolving the schema they were written with to the one of the
 * class. Made by Kafka from the keys of {@link RegistryConfig}, when the class is found by the written schema's name,
 * or by {@link AvroSerde#of}. Thread-safe once configured.
 *
 * <p>Throws Kafka's SerializationException for bytes that are no such record, {@link RegistryRefusedException} for an
 * id that the registry does not know, and {@link RegistryUnavailableException} where the bytes may be good.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private @Nullable Deserializer<T> delegate;

    public AvroDeserializer() {}

    AvroDeserializer(SchemaRegistry registry, Class<T> type) {
        this.delegate = new AvroDecoder<>(registry, type);
    }

    @Override
    public void configure(Map<String, ?> keys, boolean isKey) {
        Optional<Serde<T>> plugged = SerdePlugin.configured(keys, isKey);
        delegate = plugged.isPresent()
                ? plugged.get().deserializer()
                : new AvroDecoder<>(HttpSchemaRegistry.of(keys), null);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (delegate == null) {
            throw new IllegalStateException("configure comes before deserialize");
        }
        return delegate.deserialize(topic, bytes);
    }

    @Override
    public void close() {
        if (delegate != null) {
            delegate.close();
        }
    }
}
