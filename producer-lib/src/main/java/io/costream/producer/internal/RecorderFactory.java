package io.costream.producer.internal;

import io.costream.producer.CallMetrics;
import io.costream.producer.CallRecorder;
import io.costream.producer.CostreamConfig;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Wires a recorder. Makes no connection: that is left to the sender. */
public final class RecorderFactory {
    /**
     * Where Kafka's own defaults would hold the sender up for long: it must come back to its queue, and an event that
     * is not acknowledged soon is better sent again. Each may be overridden by kafka.*.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "compression.type", "lz4",
            "linger.ms", "20",
            "batch.size", "131072",
            "max.block.ms", "1000",
            "request.timeout.ms", "10000",
            "delivery.timeout.ms", "30000");

    private RecorderFactory() {}

    public static CallRecorder create(CostreamConfig config, CallMetrics metrics) {
        CallEncoder encoder = new AvroCallEncoder(config);
        return create(config, metrics, encoder, () -> producer(config), Clock.systemUTC());
    }

    static CallRecorder create(
            CostreamConfig config,
            CallMetrics metrics,
            CallEncoder encoder,
            Supplier<Producer<String, byte[]>> producers,
            Clock clock) {
        CallMetrics guarded = new GuardedMetrics(metrics);
        Losses losses = new Losses(guarded);
        CallRing ring = new CallRing(config.queueCalls(), config.queueBytes());
        KafkaLink link = new KafkaLink(config.callsTopic(), producers);
        Streams streams = new Streams(config.tenantShards());
        Sender sender = new Sender(ring, streams, encoder, link, guarded, losses, config.largestEvent());
        Drive drive = config.sendsInBackground() ? new BackgroundDrive(sender) : new CallerDrive(sender);
        return new QueueingRecorder(ring, drive, guarded, losses, clock, config.largestEvent(), config.closeTimeout());
    }

    private static Producer<String, byte[]> producer(CostreamConfig config) {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.putAll(config.kafkaProducer());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
