package io.costream.alerts.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams is run. Immutable.
 *
 * @param clients keys for the Kafka clients, the brokers' addresses among them
 * @param interval between commits
 */
public record StreamsSettings(
        Map<String, Object> clients,
        String applicationId,
        Path stateFolder,
        short replicationFactor,
        int standbyReplicas,
        Duration interval,
        int threads) {
    // A dead instance is noticed, and its open transaction given up, within ten seconds.
    private static final int TAKE_OVER_MILLIS = 10_000;

    public StreamsSettings {
        clients = Map.copyOf(clients);
    }

    /** Keys of Kafka Streams. */
    public Map<String, Object> keys() {
        Map<String, Object> keys = new HashMap<>();
        keys.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), TAKE_OVER_MILLIS);
        keys.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        keys.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TAKE_OVER_MILLIS);
        keys.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        keys.putAll(clients);
        keys.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        keys.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        keys.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) replicationFactor);
        keys.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        keys.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, interval.toMillis());
        keys.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        keys.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        keys.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        keys.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return keys;
    }
}
