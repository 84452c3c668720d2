package io.costream.it;

import io.costream.avro.Call;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Traffic that goes on: random calls at a steady rate, until it is closed. */
final class SteadyCalls implements AutoCloseable {
    private static final Duration BURST = Duration.ofMillis(50);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AvroSerde<Call> serde;
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final List<Call> calls;
    private final int burst;
    private int next;

    /** @param calls more than will be sent */
    SteadyCalls(Map<String, String> config, Topics topics, List<Call> calls, int perSecond) {
        serde = AvroSerde.of(
                Call.class, HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, config.get(RegistryConfig.URL))));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", config.get("bootstrap.servers")),
                new StringSerializer(),
                new ByteArraySerializer());
        topic = topics.calls();
        this.calls = calls;
        burst = Math.max(1, (int) (perSecond * BURST.toMillis() / 1_000));
        var unused = clock.scheduleAtFixedRate(this::send, 0, BURST.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send() {
        for (int i = 0; i < burst; i++) {
            Call call = calls.get(next++);
            // The test reads the topic back: what was not written is not expected either.
            var unused = producer.send(new ProducerRecord<>(
                    topic, call.getTenant(), serde.serializer().serialize(topic, call)));
        }
    }

    /** Returns when everything that was sent is in the topic. */
    void stop() {
        clock.shutdown();
        try {
            clock.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    @Override
    public void close() {
        stop();
    }
}
