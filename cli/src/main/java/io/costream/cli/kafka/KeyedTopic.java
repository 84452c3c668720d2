package io.costream.cli.kafka;

import io.costream.cli.terminal.CommandFailure;
import io.costream.schemas.AvroDeserializer;
import io.costream.schemas.AvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** A compacted topic as a table of records by key, with one writer at a time. */
public final class KeyedTopic<T extends SpecificRecord> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 200;

    private final KafkaAccess kafka;
    private final String topic;
    private final Class<T> type;

    public KeyedTopic(KafkaAccess kafka, String topic, Class<T> type) {
        this.kafka = kafka;
        this.topic = topic;
        this.type = type;
    }

    /** The newest value of each key. */
    public Map<String, T> read() {
        LogReader log = new LogReader(kafka);
        Map<String, Optional<byte[]>> newest = new HashMap<>();
        log.read(
                Map.of(),
                log.ends(List.of(topic)),
                entry -> newest.put(entry.key(), Optional.ofNullable(entry.value())));
        Map<String, T> table = new HashMap<>();
        try (AvroDeserializer<T> deserializer = new AvroDeserializer<>()) {
            deserializer.configure(kafka.connection().registryKeys(), false);
            newest.forEach((key, value) ->
                    value.ifPresent(bytes -> table.put(key, type.cast(deserializer.deserialize(topic, bytes)))));
        }
        return table;
    }

    /** Writes all of the entries or none. */
    public void write(Map<String, T> entries) {
        try (Producer<String, byte[]> producer = kafka.transactionalProducer(topic + "-writer");
                AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>()) {
            serializer.configure(kafka.connection().registryKeys(), false);
            producer.beginTransaction();
            entries.forEach((key, value) -> {
                // The commit fails where the sending of any entry has.
                var unused = producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, value)));
            });
            producer.commitTransaction();
        } catch (KafkaException failure) {
            throw kafka.unreachable(failure);
        }
    }

    /** Waits until what was written is in use. */
    public void awaitUse(BooleanSupplier inUse) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!inUse.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.unreachable(
                        "the change is written, but " + kafka.connection().url() + " does not use it after a minute");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }
    }
}
