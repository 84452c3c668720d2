package io.costream.alerts;

import io.costream.schemas.AppConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** How the alert consumer is set up: its keys, their defaults and what is allowed. Immutable. */
public final class AlertConfig extends AppConfig {
    public static final ConfigDef DEFINITION = definition(
            "costream-alert-consumer",
            Path.of(System.getProperty("java.io.tmpdir"), "costream-alert-consumer")
                    .toString());

    private AlertConfig(Map<String, String> keys) {
        super(DEFINITION, keys);
    }

    /**
     * Checks the keys and their values.
     *
     * @throws ConfigException naming the key, the value and what is allowed
     */
    public static AlertConfig of(Map<String, String> keys) {
        return new AlertConfig(keys);
    }

    /** The same, with environment variables winning over the keys. */
    public static AlertConfig of(Map<String, String> keys, Map<String, String> environment) {
        return new AlertConfig(withEnvironment(DEFINITION, keys, environment));
    }

    /** Between commits, and between reports of changed sums. */
    Duration interval() {
        return Duration.ofMillis(getInt(COMMIT_INTERVAL_MS));
    }

    short replicationFactor() {
        return getShort(REPLICATION_FACTOR);
    }
}
