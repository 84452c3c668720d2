package io.costream.schemas;

import io.costream.avro.Call;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads generated records in the wire format, whatever version of their schema they were written with. Thread-safe.
 */
final class AvroDecoder<T extends SpecificRecord> implements Deserializer<T> {
    private final SchemaRegistry registry;
    private final @Nullable Class<T> type;
    private final Map<Integer, RecordReader<T>> readers = new ConcurrentHashMap<>();

    /** @param type what is read; without one, the generated class that has the name of the written schema */
    AvroDecoder(SchemaRegistry registry, @Nullable Class<T> type) {
        TrustedRecords.trust();
        this.registry = registry;
        this.type = type;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        int id = WireFormat.schemaId(bytes);
        RecordReader<T> reader = readers.get(id);
        if (reader == null) {
            reader = reader(registry.byId(id));
            readers.put(id, reader);
        }
        try {
            return reader.read(bytes, WireFormat.HEADER_SIZE);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // The last, where a schema that holds itself is nested without end.
            throw new SerializationException("a record of topic " + topic + " cannot be read: " + e, e);
        }
    }

    private RecordReader<T> reader(Schema writer) {
        Class<?> target = type == null ? SpecificData.get().getClass(writer) : type;
        if (target == null) {
            throw new SerializationException("no generated class is named " + writer.getFullName());
        }
        Schema reader = SpecificData.get().getSchema(target);
        // The same but for the Java string type is the same on the wire: nothing has to be resolved.
        boolean same = writer.equals(PortableSchema.of(reader));
        if (same && target == Call.class) {
            return calls();
        }
        DecimalScales.requireSame(writer, reader);
        DatumReader<T> avro =
                new SpecificDatumReader<>(same ? reader : writer, reader, SpecificData.getForClass(target));
        return (bytes, from) ->
                avro.read(null, DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null));
    }

    @SuppressWarnings("unchecked") // Asked for where the type is Call.
    private RecordReader<T> calls() {
        return (RecordReader<T>) new CallReader();
    }
}
