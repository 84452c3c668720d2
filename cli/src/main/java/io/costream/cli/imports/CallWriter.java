package io.costream.cli.imports;

import io.costream.avro.Call;
import io.costream.avro.ImportCheckpoint;
import io.costream.cli.calls.RawRow;
import io.costream.cli.calls.Rejection;
import io.costream.cli.kafka.KafkaAccess;
import io.costream.cli.terminal.CommandFailure;
import io.costream.schemas.AvroSerializer;
import io.costream.schemas.RegistryRefusedException;
import io.costream.schemas.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the calls of one source in transactions: a batch's calls, its refused rows and how far the source has been
 * read are there together or not at all. Not thread-safe.
 */
final class CallWriter implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private static final Call EMPTY_CALL = Call.newBuilder()
            .setCallId("")
            .setModel("")
            .setEventTime(Instant.EPOCH)
            .build();

    private final KafkaAccess kafka;
    private final ImportSource source;
    private final Producer<String, byte[]> producer;
    private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
    private final Map<Integer, Written> written = new ConcurrentHashMap<>();
    /** Why the batch cannot be committed any more. */
    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();

    CallWriter(KafkaAccess kafka, ImportSource source) {
        this.kafka = kafka;
        this.source = source;
        serializer.configure(kafka.connection().registryKeys(), false);
        // Asked before anything is begun: a silent registry must not leave a transaction open.
        serialize(kafka.topics().calls(), EMPTY_CALL);
        this.producer = kafka.transactionalProducer(source.transactionalId());
    }

    void begin() {
        try {
            producer.beginTransaction();
        } catch (KafkaException failure) {
            throw ended(failure);
        }
    }

    void call(Call call) {
        String topic = kafka.topics().calls();
        send(new ProducerRecord<>(topic, call.getTenant(), serialize(topic, call)), (metadata, failure) -> {
            if (failure == null) {
                written.merge(metadata.partition(), Written.at(metadata.offset()), Written::and);
            }
        });
    }

    void rejected(RawRow row, Rejection rejection) {
        ProducerRecord<String, byte[]> entry =
                new ProducerRecord<>(kafka.topics().rejectedCalls(), source.name(), row.bytes());
        header(entry, "reason", rejection.reason());
        header(entry, "message", rejection.message());
        header(entry, "producer_id", source.producerId());
        header(entry, "source", source.name());
        header(entry, "source_line", Long.toString(row.line()));
        header(entry, "source_offset", Long.toString(row.offset()));
        send(entry, (metadata, failure) -> {});
    }

    private static void header(ProducerRecord<String, byte[]> entry, String name, String value) {
        entry.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    void commit(ImportCheckpoint checkpoint) {
        String topic = kafka.topics().imports();
        send(new ProducerRecord<>(topic, source.name(), serialize(topic, checkpoint)), (metadata, failure) -> {});
        try {
            producer.commitTransaction();
        } catch (KafkaException failure) {
            throw ended(failure);
        }
    }

    /**
     * The commit fails where any of its records has failed, so each one's own outcome need not be kept. But the next one is
     * not tried: without a broker each would wait for it as long as the first.
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<String, byte[]> entry, Callback callback) {
        try {
            producer.send(entry, (metadata, failure) -> {
                if (failure != null) {
                    failed.compareAndSet(null, failure);
                }
                callback.onCompletion(metadata, failure);
            });
        } catch (KafkaException failure) {
            throw ended(failure);
        }
        if (failed.get() instanceof KafkaException failure) {
            throw ended(failure);
        }
    }

    private CommandFailure ended(KafkaException failure) {
        if (failure instanceof ProducerFencedException
                || failure instanceof InvalidProducerEpochException
                || failure.getCause() instanceof ProducerFencedException
                || failure.getCause() instanceof InvalidProducerEpochException) {
            return CommandFailure.wrongUsage(
                    "another import of the same source has begun and taken over; nothing is lost or doubled", failure);
        }
        return CommandFailure.unreachable(
                "Kafka at " + kafka.connection().bootstrap()
                        + " stopped answering; import again to continue where this one stopped, nothing is doubled",
                failure);
    }

    /** By partition, the calls of this writer. */
    Map<Integer, Written> written() {
        return Map.copyOf(written);
    }

    /** Writes one call outside of any transaction; returns when it is written. */
    static Map<Integer, Written> single(KafkaAccess kafka, Call call) {
        String topic = kafka.topics().calls();
        try (AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
                Producer<String, byte[]> producer = kafka.producer()) {
            serializer.configure(kafka.connection().registryKeys(), false);
            byte[] value = serialize(kafka, serializer, topic, call);
            RecordMetadata metadata = producer.send(new ProducerRecord<>(topic, call.getTenant(), value))
                    .get();
            return Map.of(metadata.partition(), Written.at(metadata.offset()));
        } catch (ExecutionException | KafkaException failure) {
            throw kafka.unreachable(failure);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private byte[] serialize(String topic, SpecificRecord value) {
        return serialize(kafka, serializer, topic, value);
    }

    private static byte[] serialize(
            KafkaAccess kafka, AvroSerializer<SpecificRecord> serializer, String topic, SpecificRecord value) {
        try {
            byte[] bytes = serializer.serialize(topic, value);
            return bytes == null ? new byte[0] : bytes;
        } catch (RegistryUnavailableException failure) {
            throw CommandFailure.unreachable(
                    "the schema registry at " + kafka.connection().registry()
                            + " does not answer; name its address with --registry",
                    failure);
        } catch (RegistryRefusedException failure) {
            throw CommandFailure.wrongUsage(
                    "the schema registry at " + kafka.connection().registry() + " refuses: " + failure.getMessage(),
                    failure);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
