package io.costream.producer.internal;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka producer, made when it is first needed and made anew after an error that it cannot recover from. Used by
 * the sender alone: both making it and sending may block.
 */
final class KafkaLink {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLink.class);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> factory;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable Thread hurrying;

    KafkaLink(String topic, Supplier<Producer<byte[], byte[]>> factory) {
        this.topic = topic;
        this.factory = factory;
    }

    /** Makes an attempt; the event learns how it ended, now or later. */
    @SuppressWarnings("FutureReturnValueIgnored") // The event is the callback.
    void send(Event event) {
        event.attempt();
        try {
            Producer<byte[], byte[]> current = producer;
            if (current == null) {
                current = factory.get();
                producer = current;
            }
            current.send(new ProducerRecord<>(topic, event.key(), event.value()), event);
        } catch (RuntimeException failure) {
            if (!(failure instanceof RetriableException) && !(failure instanceof InterruptException)) {
                // A producer in an error state keeps the event and throws: its answer has to come before another
                // attempt.
                discard();
            }
            event.onCompletion(null, failure);
        }
    }

    /**
     * Lets Kafka's producer send what it still collects into batches. Does not wait for it, as the producer itself does
     * until everything is acknowledged, which may be long: hence a thread, which ends by itself.
     */
    void hurry() {
        Producer<byte[], byte[]> current = producer;
        if (current == null || (hurrying != null && hurrying.isAlive())) {
            return;
        }
        Thread thread = new Thread(() -> flush(current), "costream-flush");
        thread.setDaemon(true);
        thread.start();
        hurrying = thread;
    }

    private static void flush(Producer<byte[], byte[]> producer) {
        try {
            producer.flush();
        } catch (KafkaException | IllegalStateException failure) {
            LOG.atDebug()
                    .setCause(failure)
                    .log("A flush ended early; what it was for is sent or reported all the same");
        }
    }

    /** Gives the producer up; events that it still held learn that their attempt failed. */
    void discard() {
        close(Duration.ZERO);
    }

    void close(Duration timeout) {
        Producer<byte[], byte[]> current = producer;
        producer = null;
        if (current == null) {
            return;
        }
        try {
            current.close(timeout);
        } catch (KafkaException failure) {
            LOG.atWarn().setCause(failure).log("The Kafka producer did not close cleanly");
        }
    }
}
