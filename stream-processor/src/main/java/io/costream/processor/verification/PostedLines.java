package io.costream.processor.verification;

import io.costream.avro.Adjustment;
import io.costream.avro.Barrier;
import io.costream.avro.PricedCall;
import io.costream.processor.domain.verification.Posted.PostedChange;
import io.costream.processor.domain.verification.Posted.PostedCharge;
import io.costream.processor.ledger.FactsMapping;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.ChargeMapping;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.WireFormat;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;

/** From records of the ledger to its lines. For one thread. */
final class PostedLines {
    private final SchemaRegistry registry;
    private final Deserializer<PricedCall> charges;
    private final Deserializer<Adjustment> changes;

    PostedLines(SchemaRegistry registry) {
        this.registry = registry;
        this.charges = AvroSerde.of(PricedCall.class, registry).deserializer();
        this.changes = AvroSerde.of(Adjustment.class, registry).deserializer();
    }

    boolean isBarrier(ConsumerRecord<byte[], byte[]> record) {
        return read(record, this::isBarrier);
    }

    /** A line that cannot be read is not the processor's: it stands in nobody's way, but in that of the proof. */
    private static <T> T read(ConsumerRecord<byte[], byte[]> record, Function<byte[], T> reading) {
        try {
            return reading.apply(record.value());
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CannotVerifyException(
                    record.topic() + "-" + record.partition() + " has a record at offset " + record.offset()
                            + " that is no line of a ledger",
                    e);
        }
    }

    private boolean isBarrier(byte[] value) {
        return registry.byId(WireFormat.schemaId(value))
                .getFullName()
                .equals(Barrier.getClassSchema().getFullName());
    }

    PostedCharge charge(ConsumerRecord<byte[], byte[]> record) {
        return read(record, value -> charge(record.topic(), value));
    }

    private PostedCharge charge(String topic, byte[] value) {
        PricedCall priced = charges.deserialize(topic, value);
        return new PostedCharge(
                priced.getCallOffset(),
                priced.getCall().getCallId(),
                FactsMapping.facts(priced.getCall()),
                ChargeMapping.fromAvro(priced.getCharge()),
                priced.getWindowsPurged());
    }

    PostedChange change(ConsumerRecord<byte[], byte[]> record) {
        return read(record, value -> change(record.topic(), value));
    }

    PostedChange change(String topic, byte[] value) {
        Adjustment adjustment = changes.deserialize(topic, value);
        return new PostedChange(
                adjustment.getCallOffset(),
                adjustment.getCall().getCallId(),
                FactsMapping.facts(adjustment.getCall()),
                adjustment.getRun(),
                ChargeMapping.fromAvro(adjustment.getBefore()),
                ChargeMapping.fromAvro(adjustment.getAfter()));
    }
}
