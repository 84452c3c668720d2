package io.costream.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class AlertConfigTest {
    private static final Map<String, String> NEEDED =
            Map.of("bootstrap.servers", "127.0.0.1:9092", "schema.registry.url", "http://127.0.0.1:8081");

    @Test
    void needsBrokersAndARegistryOnly() {
        AlertConfig config = AlertConfig.of(NEEDED);

        assertThat(config.topics().alerts()).isEqualTo("costream.alerts");
        assertThat(config.topics().partitions()).isEqualTo(8);
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        assertThatThrownBy(() -> AlertConfig.of(with("topic.prefiks", "x.")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'topic.prefiks' is no key here; allowed are application.id,");
    }

    @Test
    void refusesAValueThatIsNotAllowed() {
        assertThatThrownBy(() -> AlertConfig.of(with("partitions", "0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("partitions");
    }

    @Test
    void handsKafkaKeysToTheClients() {
        AlertConfig config = AlertConfig.of(with("kafka.security.protocol", "SSL"));

        assertThat(config.clients()).containsEntry("security.protocol", "SSL");
        assertThat(config.streams())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void makesKeysThatKafkaStreamsAccepts() {
        StreamsConfig streams = new StreamsConfig(AlertConfig.of(NEEDED).streams());

        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(200);
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> keys = new HashMap<>(NEEDED);
        keys.put(key, value);
        return keys;
    }
}
