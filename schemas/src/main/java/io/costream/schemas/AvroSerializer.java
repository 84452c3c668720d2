package io.costream.schemas;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated Avro records in the wire format, under the subject {@code <topic>-value} (or {@code -key}). Made by
 * Kafka from the keys of {@link RegistryConfig}, or by {@link AvroSerde#of}. Thread-safe once configured.
 *
 * <p>Throws {@link RegistryUnavailableException} or {@link RegistryRefusedException} where the schema's id is not
 * known yet, and Kafka's SerializationException where the record lacks a required field.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    private @Nullable Serializer<T> delegate;

    public AvroSerializer() {}

    AvroSerializer(SchemaRegistry registry) {
        this.delegate = new AvroEncoder<>(registry, AvroEncoder.Registration.AUTOMATIC, "-value");
    }

    @Override
    public void configure(Map<String, ?> keys, boolean isKey) {
        Optional<Serde<T>> plugged = SerdePlugin.configured(keys, isKey);
        delegate = plugged.isPresent() ? plugged.get().serializer() : builtIn(keys, isKey);
    }

    private static <T extends SpecificRecord> Serializer<T> builtIn(Map<String, ?> keys, boolean isKey) {
        AvroEncoder.Registration registration = AvroEncoder.Registration.of(new RegistryConfig(keys));
        return new AvroEncoder<>(HttpSchemaRegistry.of(keys), registration, isKey ? "-key" : "-value");
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (delegate == null) {
            throw new IllegalStateException("configure comes before serialize");
        }
        return delegate.serialize(topic, value);
    }

    @Override
    public void close() {
        if (delegate != null) {
            delegate.close();
        }
    }
}
