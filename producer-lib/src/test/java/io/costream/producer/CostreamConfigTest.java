package io.costream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostreamConfigTest {
    private static final Map<String, String> LEAST =
            Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081");

    private static Map<String, String> leastWith(String key, String value) {
        Map<String, String> settings = new HashMap<>(LEAST);
        settings.put(key, value);
        return settings;
    }

    @Test
    void needsBrokersAndARegistryOnly() {
        CostreamConfig config = CostreamConfig.of(LEAST);

        assertThat(config.callsTopic()).isEqualTo("costream.calls");
        assertThat(config.kafkaProducer()).containsEntry("bootstrap.servers", "localhost:9092");
        assertThat(config.sendsInBackground()).isTrue();
    }

    @Test
    void refusesToMissABroker() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostreamConfig.of(Map.of("schema.registry.url", "http://localhost:8081")))
                .withMessageContaining("bootstrap.servers");
    }

    @ParameterizedTest
    @CsvSource({
        "queue.call, 5, unknown setting queue.call",
        "queue.calls, 0, queue.calls",
        "queue.calls, many, queue.calls",
        "sender, sometimes, sender",
        "tenant.shards, acme, tenant=shards",
        "tenant.shards, acme=0, tenant=shards",
        "kafka.partitioner.class, Mine, kafka.partitioner.class",
    })
    void refusesWhatItDoesNotUnderstand(String key, String value, String named) {
        Map<String, String> settings = leastWith(key, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CostreamConfig.of(settings))
                .withMessageContaining(named);
    }

    @Test
    void passesKafkaSettingsThrough() {
        CostreamConfig config = CostreamConfig.of(leastWith("kafka.security.protocol", "SSL"));

        assertThat(config.kafkaProducer()).containsEntry("security.protocol", "SSL");
    }

    @Test
    void letsTheEnvironmentOverride() {
        Map<String, String> environment = Map.of(
                "COSTREAM_BOOTSTRAP_SERVERS", "kafka:9092", "COSTREAM_KAFKA_LINGER_MS", "7", "COSTREAM_URL", "other");

        CostreamConfig config = CostreamConfig.of(LEAST, environment);

        assertThat(config.kafkaProducer())
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("linger.ms", "7");
    }

    @Test
    void readsShardsPerTenant() {
        CostreamConfig config = CostreamConfig.of(leastWith("tenant.shards", "acme=4, beta=2"));

        assertThat(config.tenantShards()).containsOnly(Map.entry("acme", 4), Map.entry("beta", 2));
    }

    @Test
    void keepsTheRegistrysAnswersBesideTheSpool() {
        Map<String, String> settings =
                Map.of("bootstrap.servers", "b:9092", "schema.registry.url", "http://r:8081", "spool.dir", "/spool");

        Map<String, Object> registry = CostreamConfig.of(settings).registryClient();

        assertThat(registry)
                .containsEntry("schema.cache.dir", Path.of("/spool/schemas").toString());
    }

    @Test
    void givesAPriceSubscriptionTheConnectionOnly() {
        CostreamConfig config = CostreamConfig.of(Map.of(
                "bootstrap.servers",
                "b:9092",
                "schema.registry.url",
                "http://r:8081",
                "kafka.security.protocol",
                "SSL",
                "kafka.linger.ms",
                "7"));

        assertThat(config.kafkaConsumer())
                .containsEntry("bootstrap.servers", "b:9092")
                .containsEntry("security.protocol", "SSL")
                .doesNotContainKey("linger.ms");
    }
}
