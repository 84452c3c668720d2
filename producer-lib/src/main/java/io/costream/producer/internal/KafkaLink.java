package io.costream.producer.internal;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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
    private final Supplier<Producer<String, byte[]>> factory;
    private @Nullable Producer<String, byte[]> producer;

    KafkaLink(String topic, Supplier<Producer<String, byte[]>> factory) {
        this.topic = topic;
        this.factory = factory;
    }

    /** Makes an attempt; the event learns how it ended, now or later. */
    @SuppressWarnings("FutureReturnValueIgnored") // The event is the callback.
    void send(Event event) {
        try {
            Producer<String, byte[]> current = producer;
            if (current == null) {
                current = factory.get();
                producer = current;
            }
            current.send(new ProducerRecord<>(topic, event.key, event.value), event);
        } catch (RuntimeException failure) {
            event.onCompletion(null, failure);
        }
    }

    /** Gives the producer up; events that it still held learn that their attempt failed. */
    void discard() {
        close(Duration.ZERO);
    }

    void close(Duration timeout) {
        Producer<String, byte[]> current = producer;
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
