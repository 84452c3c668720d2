package io.costream.schemas;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * What every Kafka Streams application of Costream is configured with, and how: unknown keys are refused, keys that
 * begin with {@code kafka.} pass through to the clients, and each key can come from the environment. Immutable.
 */
public abstract class AppConfig extends AbstractConfig {
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String GENERATION = "generation";
    public static final String APPLICATION_ID = "application.id";
    public static final String STATE_DIR = "state.dir";
    public static final String PARTITIONS = "partitions";
    public static final String REPLICATION_FACTOR = "replication.factor";
    public static final String STANDBY_REPLICAS = "standby.replicas";
    public static final String COMMIT_INTERVAL_MS = "commit.interval.ms";
    public static final String THREADS = "threads";
    /** What begins like this goes to the Kafka clients, without the beginning. */
    public static final String KAFKA = "kafka.";

    private static final String ENVIRONMENT = "COSTREAM_";

    private final Map<String, String> given;

    protected AppConfig(ConfigDef definition, Map<String, String> keys) {
        super(definition, known(definition, keys), false);
        this.given = Map.copyOf(keys);
    }

    /** The keys that all applications have, with the defaults of one. */
    protected static ConfigDef definition(String applicationId, String stateFolder) {
        return new ConfigDef(RegistryConfig.DEFINITION)
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
                        GENERATION,
                        ConfigDef.Type.INT,
                        Topics.FIRST_GENERATION,
                        Range.atLeast(Topics.FIRST_GENERATION),
                        Importance.LOW,
                        "From 2 on: a rebuild from the calls beside what runs, with topics and state of its own.")
                .define(
                        APPLICATION_ID,
                        ConfigDef.Type.STRING,
                        applicationId,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Instances with the same id share the work; internal topics begin with it.")
                .define(
                        STATE_DIR,
                        ConfigDef.Type.STRING,
                        stateFolder,
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
                        1,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Other instances that keep a copy of the state, for a faster take-over.")
                .define(
                        COMMIT_INTERVAL_MS,
                        ConfigDef.Type.INT,
                        200,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Milliseconds between commits: what is counted becomes visible with them.")
                .define(THREADS, ConfigDef.Type.INT, 1, Range.atLeast(1), Importance.LOW, "Threads that process.");
    }

    /** The keys with what the environment says of them, which wins: {@code COSTREAM_} and the key in capitals. */
    protected static Map<String, String> withEnvironment(
            ConfigDef definition, Map<String, String> keys, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(keys);
        for (String key : definition.names()) {
            String value =
                    environment.get(ENVIRONMENT + key.toUpperCase(Locale.ROOT).replace('.', '_'));
            if (value != null) {
                all.put(key, value);
            }
        }
        return all;
    }

    private static Map<String, String> known(ConfigDef definition, Map<String, String> keys) {
        for (String key : keys.keySet()) {
            if (!key.startsWith(KAFKA) && !definition.names().contains(key)) {
                throw new ConfigException("'" + key + "' is no key here; allowed are "
                        + String.join(", ", new TreeSet<>(definition.names())) + " and " + KAFKA + "*");
            }
        }
        return keys;
    }

    public Topics topics() {
        return Topics.withPrefix(getString(TOPIC_PREFIX))
                .partitions(getInt(PARTITIONS))
                .generation(getInt(GENERATION));
    }

    /** Of its own in each generation, and with it everything that Kafka Streams keeps. */
    private String applicationId() {
        int generation = getInt(GENERATION);
        return getString(APPLICATION_ID) + (generation == Topics.FIRST_GENERATION ? "" : "-" + generation);
    }

    /** For the registry client and the serde. */
    public Map<String, String> registry() {
        Map<String, String> keys = new HashMap<>(given);
        keys.keySet().retainAll(RegistryConfig.DEFINITION.names());
        return keys;
    }

    /** For a consumer or an admin client of one's own. */
    public Map<String, Object> clients() {
        Map<String, Object> clients = new HashMap<>(originalsWithPrefix(KAFKA));
        clients.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", getList(BOOTSTRAP_SERVERS)));
        return clients;
    }

    /** For Kafka Streams, by the names of its own configuration. */
    public Map<String, Object> streams() {
        Map<String, Object> streams = new HashMap<>(Map.of(
                "main.consumer.session.timeout.ms",
                10_000,
                "producer.transaction.timeout.ms",
                10_000,
                "producer.compression.type",
                "lz4",
                "consumer.auto.offset.reset",
                "earliest"));
        streams.putAll(clients());
        streams.put("application.id", applicationId());
        streams.put("state.dir", getString(STATE_DIR));
        streams.put("processing.guarantee", "exactly_once_v2");
        streams.put("group.protocol", "classic");
        streams.put("ensure.explicit.internal.resource.naming", true);
        streams.put("replication.factor", getShort(REPLICATION_FACTOR).intValue());
        streams.put("num.standby.replicas", getInt(STANDBY_REPLICAS));
        streams.put("commit.interval.ms", getInt(COMMIT_INTERVAL_MS));
        streams.put("num.stream.threads", getInt(THREADS));
        return streams;
    }
}
