package io.costream.producer.internal;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Copies as Kafka's producer does; attempts end when the test says so. */
final class CopyingKafka extends MockProducer<byte[], byte[]> {
    /** One attempt to send an event, with the bytes as Kafka's producer copied them. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by content where it matters.
    record Attempt(String key, byte[] value, Callback callback) {}

    final List<Attempt> attempts = new ArrayList<>();

    @Nullable
    RuntimeException thrown;

    CopyingKafka() {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> event, @Nullable Callback callback) {
        String key = new String(event.key(), StandardCharsets.UTF_8);
        attempts.add(new Attempt(key, event.value().clone(), requireNonNull(callback)));
        if (thrown != null) {
            throw thrown;
        }
        return new CompletableFuture<>();
    }

    @Override
    public void close(Duration timeout) {
        // What is under way stays unanswered, but for what was not to be taken.
        if (thrown != null) {
            attempts.forEach(attempt -> attempt.callback.onCompletion(null, new KafkaException("closed")));
        }
    }

    void acknowledge(int from, int to) {
        attempts.subList(from, to).forEach(attempt -> attempt.callback.onCompletion(null, null));
    }

    void fail(int attempt) {
        attempts.get(attempt).callback.onCompletion(null, new TimeoutException("no leader"));
    }
}
