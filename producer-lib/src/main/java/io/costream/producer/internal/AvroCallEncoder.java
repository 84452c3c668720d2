package io.costream.producer.internal;

import io.costream.avro.Identity;
import io.costream.producer.Call;
import io.costream.producer.CostreamConfig;
import io.costream.producer.FrameworkEvent;
import io.costream.schemas.AvroSerializer;
import io.costream.schemas.CallMapping;
import io.costream.schemas.RegistryRefusedException;
import io.costream.schemas.SchemaIds;
import io.costream.schemas.WireFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Events as Avro in the registry's wire format. Asks the registry at the first call, not before. */
final class AvroCallEncoder implements CallEncoder {
    private static final int COST_SCALE = 12;

    private final String topic;
    private final Supplier<OptionalInt> schemaIds;
    private final Supplier<Serializer<io.costream.avro.Call>> serializers;
    private final @Nullable Pseudonyms pseudonyms;
    private final Users users;
    private final Envelope.Memory memory;
    /** Present once it is known that events are written directly; the threads of the service look at it. */
    private volatile @Nullable Envelope envelope;

    private @Nullable Serializer<io.costream.avro.Call> serializer;

    AvroCallEncoder(CostreamConfig config) {
        this(
                config,
                () -> SchemaIds.ofValues(
                        config.registryClient(), config.callsTopic(), io.costream.avro.Call.getClassSchema()),
                () -> {
                    AvroSerializer<io.costream.avro.Call> serializer = new AvroSerializer<>();
                    serializer.configure(config.registryClient(), false);
                    return serializer;
                });
    }

    /**
     * @param schemaIds the id of the schema where events are written directly; empty where a serializer writes them
     * @param serializers makes the serializer, which is needed only then
     */
    AvroCallEncoder(
            CostreamConfig config,
            Supplier<OptionalInt> schemaIds,
            Supplier<Serializer<io.costream.avro.Call>> serializers) {
        this.topic = config.callsTopic();
        this.schemaIds = schemaIds;
        this.serializers = serializers;
        this.pseudonyms = config.userPseudonymKey().map(Pseudonyms::new).orElse(null);
        this.users = pseudonyms == null ? Users.WRITTEN : Users.LEFT_OUT;
        // Kafka's producer copies an event before it returns; an interceptor of the user may keep the record.
        this.memory = config.kafkaProducer().containsKey(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG)
                ? Envelope.Memory.FRESH
                : Envelope.Memory.USED_AGAIN;
    }

    @Override
    public void encodeAhead(Call call, QueuedCall queued) {
        if (envelope != null) {
            CallWriter.write(call, queued, users);
        } else {
            queued.keep(call);
        }
    }

    @Override
    public byte[] encode(QueuedCall call, String producerId, long sequence) {
        byte[] bytes;
        try {
            Envelope current = envelope;
            if (current == null && serializer == null) {
                current = prepare();
            }
            bytes = current == null
                    ? serialize(call.call(), producerId, sequence)
                    : write(current, call, producerId, sequence);
        } catch (RetriableException | RegistryRefusedException failure) {
            // A refusal too: the calls wait until a person has put the registry right, rather than being lost.
            throw new NotYetException(failure);
        } catch (SerializationException failure) {
            throw failure.getCause() instanceof IOException ? new NotYetException(failure) : failure;
        }
        if (bytes == null) {
            throw new IllegalStateException("the serializer made nothing of a call");
        }
        return bytes;
    }

    @Override
    public byte[] complete(byte[] from, int start, int length, String producerId, long sequence) {
        Envelope current = envelope;
        if (current == null) {
            throw new IllegalStateException("nothing was encoded ahead");
        }
        return current.event(from, start, length, producerId, sequence);
    }

    private @Nullable Envelope prepare() {
        OptionalInt id = schemaIds.get();
        if (id.isPresent()) {
            envelope = new Envelope(WireFormat.header(id.getAsInt()), pseudonyms, memory);
        } else {
            serializer = serializers.get();
        }
        return envelope;
    }

    private byte[] write(Envelope current, QueuedCall call, String producerId, long sequence) {
        if (!call.isEncoded()) {
            CallWriter.write(call.call(), call, users);
        }
        return current.event(call, producerId, sequence);
    }

    private byte @Nullable [] serialize(Call call, String producerId, long sequence) {
        if (serializer == null) {
            throw new IllegalStateException("events are written directly");
        }
        return serializer.serialize(topic, event(call, producerId, sequence));
    }

    private io.costream.avro.Call event(Call call, String producerId, long sequence) {
        io.costream.avro.Call.Builder event = io.costream.avro.Call.newBuilder()
                .setCallId(call.id().orElseGet(() -> producerId + '-' + sequence))
                .setIdentity(Identity.SEQUENCE)
                .setProducerId(producerId)
                .setSequence(sequence)
                .setEventTime(call.at())
                .setTenant(call.tenant())
                .setUser(user(call))
                .setSessionId(call.sessionId().orElse(null))
                .setProvider(call.provider())
                .setModel(call.model())
                .setFramework(call.framework().orElse(null))
                .setOperation(call.operation().orElse(null))
                .setOutcome(io.costream.avro.Outcome.valueOf(call.outcome().name()))
                .setServiceTier(call.serviceTier().orElse(null))
                .setRegion(call.region().orElse(null))
                .setSpeed(call.speed().orElse(null))
                .setLatencyMicros(micros(call.latency()))
                .setAttempt(call.attempt())
                .setUsageFlags(new ArrayList<>(call.flags()))
                .setStatedCost(call.statedCost().map(AvroCallEncoder::cost).orElse(null))
                .setFrameworkEvents(frameworkEvents(call.frameworkEvents()))
                .setMetadata(call.metadata());
        CallMapping.usage(call.usage(), event);
        return event.build();
    }

    private @Nullable String user(Call call) {
        String user = call.user().orElse(null);
        return user == null || pseudonyms == null ? user : pseudonyms.of(user);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static BigDecimal cost(BigDecimal usd) {
        return usd.setScale(COST_SCALE, RoundingMode.HALF_EVEN);
    }

    private static List<io.costream.avro.FrameworkEvent> frameworkEvents(List<FrameworkEvent> events) {
        List<io.costream.avro.FrameworkEvent> list = new ArrayList<>(events.size());
        events.forEach(event -> list.add(io.costream.avro.FrameworkEvent.newBuilder()
                .setEvent(event.event())
                .setDurationMs(Math.max(0, event.duration().toMillis()))
                .build()));
        return list;
    }
}
