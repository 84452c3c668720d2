package io.costream.schemas;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** Ids of schemas for writers that encode records by themselves. */
public final class SchemaIds {
    private SchemaIds() {}

    /**
     * The id with which {@link AvroSerializer} writes values of this schema to a topic; empty where another serde has
     * been plugged in, or where whatever schema is the newest is written. Asks the registry, and throws as
     * {@link SchemaRegistry} does.
     *
     * @param keys of {@link RegistryConfig}
     */
    public static OptionalInt ofValues(Map<String, ?> keys, String topic, Schema schema) {
        Object plugin = keys.get(RegistryConfig.SERDE_CLASS);
        if (plugin != null && !plugin.toString().isBlank()) {
            return OptionalInt.empty();
        }
        AvroEncoder.Registration registration = AvroEncoder.Registration.of(new RegistryConfig(keys));
        SchemaRegistry registry = HttpSchemaRegistry.of(keys);
        String subject = topic + "-value";
        return switch (registration) {
            case AUTOMATIC -> OptionalInt.of(registry.register(subject, schema));
            case REQUIRED -> OptionalInt.of(registry.find(subject, schema));
            case LATEST -> OptionalInt.empty();
        };
    }
}
