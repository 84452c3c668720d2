package io.costream.processor.topology;

import io.costream.avro.Call;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.ledger.FactsMapping;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;

/** From the bytes of a record to a call. Not thread-safe. */
final class CallDecoder {
    private final Deserializer<Call> calls;
    private final Names names = new Names();

    CallDecoder(SchemaRegistry registry) {
        calls = AvroSerde.of(Call.class, registry).deserializer();
    }

    /**
     * Reads a call.
     *
     * @throws RejectedCallException if the bytes are no call, now or ever
     * @throws RetriableException if the schema is not known yet and cannot be asked for
     */
    Call call(SourceRecord source) throws RejectedCallException {
        try {
            Call call = calls.deserialize(source.topic(), source.value());
            if (call == null) {
                throw new RejectedCallException("not_a_call", "the record has no value");
            }
            return call;
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RejectedCallException("not_a_call", String.valueOf(e.getMessage()));
        }
    }

    /**
     * What totals need of a call.
     *
     * @throws RejectedCallException if a quantity cannot be
     */
    CallFacts facts(Call call) throws RejectedCallException {
        try {
            return FactsMapping.facts(call, names::shared);
        } catch (IllegalArgumentException e) {
            throw new RejectedCallException("bad_quantity", String.valueOf(e.getMessage()));
        }
    }
}
