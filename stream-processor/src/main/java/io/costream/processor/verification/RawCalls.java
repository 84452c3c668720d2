package io.costream.processor.verification;

import io.costream.avro.Call;
import io.costream.processor.domain.Admission;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.verification.RawRecord;
import io.costream.processor.domain.verification.RawRecord.Identity;
import io.costream.processor.domain.verification.RawRecord.RawCall;
import io.costream.processor.domain.verification.RawRecord.Unreadable;
import io.costream.processor.ledger.FactsMapping;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.CallMapping;
import io.costream.schemas.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** From records of the topic of calls to what can be counted again. For one thread. */
final class RawCalls {
    private static final byte[] NO_KEY = new byte[0];

    private final Deserializer<Call> calls;
    private final int partitions;

    RawCalls(SchemaRegistry registry, int partitions) {
        this.calls = AvroSerde.of(Call.class, registry).deserializer();
        this.partitions = partitions;
    }

    /**
     * Reads one record.
     *
     * @throws RetriableException if the registry does not answer
     */
    RawRecord read(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? NO_KEY : record.key();
        if (record.value() != null && Admission.checkSize(key, record.value()).isPresent()) {
            return new Unreadable(record.offset());
        }
        try {
            Call call = calls.deserialize(record.topic(), record.value());
            return call == null ? new Unreadable(record.offset()) : call(record, key, call);
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Unreadable(record.offset());
        }
    }

    private RawCall call(ConsumerRecord<byte[], byte[]> record, byte[] key, Call call) {
        CallFacts facts = FactsMapping.facts(call);
        return new RawCall(
                record.offset(),
                record.timestamp(),
                new String(key, StandardCharsets.UTF_8),
                Utils.toPositive(Utils.murmur2(key)) % partitions == record.partition(),
                call.getCallId(),
                identity(call),
                facts,
                CallMapping.consumption(call),
                Set.copyOf(call.getUsageFlags()));
    }

    private static Identity identity(Call call) {
        return switch (call.getIdentity()) {
            case TRANSACTION -> new Identity.Transaction();
            case CALL_ID -> new Identity.CallId();
            case SEQUENCE -> sequence(call.getProducerId(), call.getSequence());
        };
    }

    private static Identity sequence(@Nullable String producerId, @Nullable Long number) {
        return producerId == null || number == null || number < 0
                ? new Identity.Broken()
                : new Identity.Sequence(producerId, number);
    }
}
