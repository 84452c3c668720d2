package io.costream.producer.internal;

import io.costream.producer.CallMetrics;
import io.costream.producer.CallRecorder;
import io.costream.producer.CostreamConfig;
import io.costream.producer.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(RecorderFactory.class);

    private RecorderFactory() {}

    public static CallRecorder create(CostreamConfig config, CallMetrics metrics) {
        CallEncoder encoder = new AvroCallEncoder(config);
        return create(config, metrics, encoder, () -> producer(config), Clock.systemUTC());
    }

    static CallRecorder create(
            CostreamConfig config,
            CallMetrics metrics,
            CallEncoder encoder,
            Supplier<Producer<byte[], byte[]>> producers,
            Clock clock) {
        CallMetrics guarded = new GuardedMetrics(metrics);
        Losses losses = new Losses(guarded);
        Deliveries deliveries = new Deliveries(guarded, losses);
        Streams streams = new Streams(config.tenantShards());
        CallRing ring =
                new CallRing(config.queueCalls(), config.queueBytes(), () -> new Slab(deliveries, streams, encoder));
        EventMaker maker = new EventMaker(streams, encoder, losses, config.largestEvent());
        Sender sender = new Sender(
                ring,
                new Encoding(ring, maker),
                new KafkaLink(config.callsTopic(), producers),
                deliveries,
                detour(config, deliveries, guarded, losses, clock),
                guarded,
                losses);
        Drive drive = config.sendsInBackground() ? new BackgroundDrive(sender) : new CallerDrive(sender);
        QueueingRecorder recorder = new QueueingRecorder(
                ring,
                new Intake(ring, streams, encoder),
                drive,
                guarded,
                losses,
                clock,
                config.largestEvent(),
                config.closeTimeout());
        if (config.closesOnShutdown()) {
            recorder.closeOnShutdown();
        }
        return recorder;
    }

    private static @Nullable Detour detour(
            CostreamConfig config, Deliveries deliveries, CallMetrics metrics, Losses losses, Clock clock) {
        Path folder = config.spoolFolder().orElse(null);
        if (folder == null) {
            return null;
        }
        try {
            Spool spool = Spool.open(folder, config.spoolBytes());
            return new Detour(spool, config.spoolMaxAge(), clock, deliveries, metrics, losses);
        } catch (IOException failure) {
            // A service must start all the same; calls then wait in memory.
            LOG.atError().addKeyValue("cause", failure.toString()).log("The spool cannot be used");
            return null;
        }
    }

    private static Producer<byte[], byte[]> producer(CostreamConfig config) {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.put("partitioner.class", KeyPartitioner.class);
        settings.putAll(config.kafkaProducer());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
