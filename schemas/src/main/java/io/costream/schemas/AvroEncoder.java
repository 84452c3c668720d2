package io.costream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes generated records in the wire format. The subject is the topic's name and what is written. Thread-safe. */
final class AvroEncoder<T extends SpecificRecord> implements Serializer<T> {
    /** How the id of a record's schema is found. */
    enum Registration {
        /** Registered when it is first written. */
        AUTOMATIC,
        /** It must be registered already. */
        REQUIRED,
        /** Whatever it is, the subject's newest schema is written. */
        LATEST;

        static Registration of(RegistryConfig config) {
            if (config.getBoolean(RegistryConfig.AUTO_REGISTER)) {
                return AUTOMATIC;
            }
            return config.getBoolean(RegistryConfig.USE_LATEST) ? LATEST : REQUIRED;
        }
    }

    private final SchemaRegistry registry;
    private final Registration registration;
    private final String suffix;
    private final Map<TopicSchema, Target> targets = new ConcurrentHashMap<>();

    AvroEncoder(SchemaRegistry registry, Registration registration, String suffix) {
        TrustedRecords.trust();
        this.registry = registry;
        this.registration = registration;
        this.suffix = suffix;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        TopicSchema key = new TopicSchema(topic, value.getSchema());
        Target target = targets.get(key);
        if (target == null) {
            target = target(topic + suffix, value.getSchema());
            targets.put(key, target);
        }
        try {
            return target.write(value);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("a record for topic " + topic + " cannot be written: " + e, e);
        }
    }

    private Target target(String subject, Schema schema) {
        return switch (registration) {
            case AUTOMATIC -> new Target(registry.register(subject, schema), schema, null);
            case REQUIRED -> new Target(registry.find(subject, schema), schema, null);
            case LATEST -> {
                SchemaRegistry.Registered latest = registry.latest(subject);
                boolean same = latest.schema().equals(PortableSchema.of(schema));
                yield new Target(latest.id(), schema, same ? null : latest.schema());
            }
        };
    }

    private record TopicSchema(String topic, Schema schema) {}

    private static final class Target {
        private final byte[] header;
        private final Schema own;
        private final @Nullable Schema other;
        private final SpecificDatumWriter<Object> writer;

        /** @param other the schema to write instead of the record's own */
        Target(int id, Schema own, @Nullable Schema other) {
            this.header = WireFormat.header(id);
            this.own = own;
            this.other = other;
            this.writer = new SpecificDatumWriter<>(own, SpecificData.getForSchema(own));
        }

        byte[] write(SpecificRecord value) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            out.writeBytes(header);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(value, encoder);
            encoder.flush();
            return other == null ? out.toByteArray() : rewritten(out.toByteArray(), other);
        }

        /** Generated records know their fields by position, so another schema's order is reached by resolution. */
        private byte[] rewritten(byte[] bytes, Schema written) throws IOException {
            int length = bytes.length - WireFormat.HEADER_SIZE;
            Object value = new GenericDatumReader<>(own, written)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER_SIZE, length, null));
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
            out.writeBytes(header);
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new GenericDatumWriter<>(written).write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        }
    }
}
