package io.costream.processor.repricing;

import io.costream.avro.Barrier;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.WireFormat;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes one of the ledger's topics: its postings, and the barriers between them. Not thread-safe. */
final class LedgerDecoder<T extends SpecificRecord> {
    private final SchemaRegistry registry;
    private final Deserializer<T> postings;
    private final Deserializer<Barrier> barriers;
    /** The schema looked at last: nearly all records have the same. */
    private int schema = -1;

    private boolean schemaIsBarrier;

    LedgerDecoder(SchemaRegistry registry, Deserializer<T> postings) {
        this.registry = registry;
        this.postings = postings;
        this.barriers = AvroSerde.of(Barrier.class, registry).deserializer();
    }

    boolean isBarrier(ConsumerRecord<byte[], byte[]> record) {
        int id = WireFormat.schemaId(record.value());
        if (id != schema) {
            String name = registry.byId(id).getFullName();
            schemaIsBarrier = name.equals(Barrier.getClassSchema().getFullName());
            schema = id;
        }
        return schemaIsBarrier;
    }

    Optional<Barrier> barrier(ConsumerRecord<byte[], byte[]> record) {
        return isBarrier(record) ? Optional.of(barriers.deserialize(record.topic(), record.value())) : Optional.empty();
    }

    T decode(ConsumerRecord<byte[], byte[]> record) {
        return postings.deserialize(record.topic(), record.value());
    }
}
