package io.costream.alerts;

import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

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

    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int TRANSACTION_TIMEOUT_MS = 10_000;

    public static final ConfigDef DEFINITION = new ConfigDef(RegistryConfig.DEFINITION)
            .define(
                    BOOTSTRAP_SERVERS,
                    Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    Importance.HIGH,
                    "Addresses of Kafka brokers, host:port, separated by commas.")
            .define(
                    TOPIC_PREFIX,
                    Type.STRING,
                    Topics.DEFAULT_PREFIX,
                    Importance.MEDIUM,
                    "The names of all topics begin with it.")
            .define(
                    APPLICATION_ID,
                    Type.STRING,
                    "costream-alert-consumer",
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    "Instances with the same id share the work; internal topics begin with it.")
            .define(
                    STATE_DIR,
                    Type.STRING,
                    Path.of(System.getProperty("java.io.tmpdir"), "costream-alert-consumer")
                            .toString(),
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    "Folder for local state; what is lost there is read back from Kafka.")
            .define(
                    PARTITIONS,
                    Type.INT,
                    Topics.DEFAULT_PARTITIONS,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Partitions of calls and of the ledger; the same for every part of Costream.")
            .define(
                    REPLICATION_FACTOR,
                    Type.SHORT,
                    (short) 1,
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Copies of each topic that is created.")
            .define(
                    STANDBY_REPLICAS,
                    Type.INT,
                    0,
                    Range.atLeast(0),
                    Importance.LOW,
                    "Other instances that keep a copy of the state, for a faster take-over.")
            .define(
                    COMMIT_INTERVAL_MS,
                    Type.INT,
                    200,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Milliseconds between commits, and between reports of changed sums.")
            .define(THREADS, Type.INT, 1, Range.atLeast(1), Importance.LOW, "Threads that process.");

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

    Path stateFolder() {
        return Path.of(getString(STATE_DIR));
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

    Map<String, Object> streams() {
        Map<String, Object> streams = clients();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, getString(APPLICATION_ID));
        streams.put(StreamsConfig.STATE_DIR_CONFIG, getString(STATE_DIR));
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        streams.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        streams.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, getShort(REPLICATION_FACTOR));
        streams.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, getInt(STANDBY_REPLICAS));
        streams.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, getInt(COMMIT_INTERVAL_MS));
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, getInt(THREADS));
        streams.putIfAbsent(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        streams.putIfAbsent(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        streams.putIfAbsent(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        streams.putIfAbsent(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return streams;
    }
}
