package io.costream.alerts;

import io.costream.alerts.topology.StreamsSettings;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** How the alert consumer is set up: its keys, their defaults and what is allowed. Immutable. */
public final class AlertConfig extends AbstractConfig {
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String APPLICATION_ID = "application.id";
    public static final String STATE_DIR = "state.dir";
    public static final String PARTITIONS = "partitions";
    public static final String REPLICATION_FACTOR = "replication.factor";
    public static final String STANDBY_REPLICAS = "standby.replicas";
    public static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    public static final String THREADS = "threads";
    /** What begins like this goes to the Kafka clients, without the beginning. */
    public static final String KAFKA = "kafka.";

    public static final ConfigDef DEFINITION = new ConfigDef(RegistryConfig.DEFINITION)
            .define(
                    BOOTSTRAP_SERVERS,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    Importance.HIGH,
                    "Addresses of Kafka brokers, host:port, separated by commas.")
            .define(
                    TOPIC_PREFIX,
                    ConfigDef.Type.STRING,
                    Topics.DEFAULT_PREFIX,
                    Importance.MEDIUM,
                    "The names of all topics begin with it.")
            .define(
                    APPLICATION_ID,
                    ConfigDef.Type.STRING,
                    "costream-alert-consumer",
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    "Instances with the same id share the work; internal topics begin with it.")
            .define(
                    STATE_DIR,
                    ConfigDef.Type.STRING,
                    Path.of(System.getProperty("java.io.tmpdir"), "costream-alert-consumer")
                            .toString(),
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    "Folder for local state; what is lost there is read back from Kafka.")
            .define(
                    PARTITIONS,
                    ConfigDef.Type.INT,
                    Topics.DEFAULT_PARTITIONS,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Partitions of calls and of the ledger; the same for every part of Costream.")
            .define(
                    REPLICATION_FACTOR,
                    ConfigDef.Type.SHORT,
                    (short) 1,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Copies of each topic that is created.")
            .define(
                    STANDBY_REPLICAS,
                    ConfigDef.Type.INT,
                    0,
                    Range.atLeast(0),
                    Importance.LOW,
                    "Other instances that keep a copy of the state, for a faster take-over.")
            .define(
                    COMMIT_INTERVAL_MS,
                    ConfigDef.Type.INT,
                    200,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Milliseconds between commits, and between reports of changed sums.")
            .define(THREADS, ConfigDef.Type.INT, 1, Range.atLeast(1), Importance.LOW, "Threads that process.");

    private final Map<String, String> given;

    private AlertConfig(Map<String, String> given) {
        super(DEFINITION, given, false);
        this.given = Map.copyOf(given);
    }

    /**
     * Checks the keys and their values.
     *
     * @throws ConfigException naming the key, the value and what is allowed
     */
    public static AlertConfig of(Map<String, String> keys) {
        for (String key : keys.keySet()) {
            if (!key.startsWith(KAFKA) && !DEFINITION.names().contains(key)) {
                throw new ConfigException("'" + key + "' is no key of the alert consumer; allowed are "
                        + String.join(", ", new TreeSet<>(DEFINITION.names())) + " and " + KAFKA + "*");
            }
        }
        return new AlertConfig(keys);
    }

    Topics topics() {
        return Topics.withPrefix(getString(TOPIC_PREFIX)).partitions(getInt(PARTITIONS));
    }

    Duration interval() {
        return Duration.ofMillis(getInt(COMMIT_INTERVAL_MS));
    }

    short replicationFactor() {
        return getShort(REPLICATION_FACTOR);
    }

    /** For the registry client and the serde. */
    Map<String, String> registry() {
        Map<String, String> keys = new HashMap<>(given);
        keys.keySet().retainAll(RegistryConfig.DEFINITION.names());
        return keys;
    }

    /** For a consumer or an admin client of one's own. */
    Map<String, Object> clients() {
        Map<String, Object> clients = new HashMap<>(originalsWithPrefix(KAFKA));
        clients.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", getList(BOOTSTRAP_SERVERS)));
        return clients;
    }

    StreamsSettings streams() {
        return new StreamsSettings(
                clients(),
                getString(APPLICATION_ID),
                Path.of(getString(STATE_DIR)),
                getShort(REPLICATION_FACTOR),
                getInt(STANDBY_REPLICAS),
                interval(),
                getInt(THREADS));
    }
}
