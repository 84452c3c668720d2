package io.costream.producer;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How a recorder works: checked as a whole when it is made, with the key, the value and what is allowed in the message
 * of the {@link IllegalArgumentException}. Unknown keys are refused; {@code kafka.*} passes through to the Kafka
 * producer, and the keys of the schema registry client to that client. Immutable; never shows secrets.
 */
public final class CostreamConfig {
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    public static final String SCHEMA_REGISTRY_URL = RegistryConfig.URL;
    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String QUEUE_CALLS = "queue.calls";
    public static final String QUEUE_BYTES = "queue.bytes";
    public static final String EVENT_MAX_BYTES = "event.max.bytes";
    public static final String TENANT_SHARDS = "tenant.shards";
    public static final String SENDER = "sender";
    public static final String CLOSE_TIMEOUT_MS = "close.timeout.ms";
    public static final String SPOOL_DIR = "spool.dir";
    public static final String SPOOL_BYTES = "spool.bytes";
    public static final String SPOOL_MAX_AGE_MS = "spool.max.age.ms";
    public static final String USER_PSEUDONYM_KEY = "user.pseudonym.key";
    public static final String KAFKA_PREFIX = "kafka.";

    private static final String ENVIRONMENT_PREFIX = "COSTREAM_";
    /** Settings without which an event could lose its place, its identity or its bytes. */
    private static final Set<String> RESERVED = Set.of(
            "key.serializer", "value.serializer", "partitioner.class", "partitioner.ignore.keys", "transactional.id");

    /** Every key with its type, its default, what is allowed and what it means. */
    public static final ConfigDef DEFINITION = new ConfigDef(RegistryConfig.DEFINITION)
            .define(
                    BOOTSTRAP_SERVERS,
                    STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    HIGH,
                    "Kafka brokers to start from, host:port, separated by commas.")
            .define(TOPIC_PREFIX, STRING, Topics.DEFAULT_PREFIX, MEDIUM, "What the names of all topics start with.")
            .define(
                    QUEUE_CALLS,
                    INT,
                    65_536,
                    between(1, 1 << 24),
                    MEDIUM,
                    "How many calls may wait for the sender; more are lost and counted as queue_full.")
            .define(
                    QUEUE_BYTES,
                    LONG,
                    32L << 20,
                    between(1024, 1L << 40),
                    MEDIUM,
                    "About how many bytes the calls may take up that wait or are under way.")
            .define(
                    EVENT_MAX_BYTES,
                    INT,
                    65_536,
                    between(1024, 900_000),
                    LOW,
                    "The largest event; a larger one is lost and counted as too_large.")
            .define(
                    TENANT_SHARDS,
                    LIST,
                    List.of(),
                    ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                    LOW,
                    "Tenants that are spread over several partitions, as tenant=shards.")
            .define(
                    SENDER,
                    STRING,
                    "background",
                    ConfigDef.ValidString.in("background", "caller"),
                    LOW,
                    "background: a daemon thread sends; caller: whoever flushes or closes does, for tests.")
            .define(
                    CLOSE_TIMEOUT_MS,
                    LONG,
                    10_000L,
                    between(0, 86_400_000L),
                    LOW,
                    "How long close may wait for what is queued, in milliseconds.")
            .define(
                    SPOOL_DIR,
                    STRING,
                    "",
                    MEDIUM,
                    "Folder of this process alone in which calls wait while Kafka is unreachable; empty for none.")
            .define(SPOOL_BYTES, LONG, 256L << 20, between(1 << 20, 1L << 40), LOW, "How large the spool may become.")
            .define(
                    SPOOL_MAX_AGE_MS,
                    LONG,
                    Duration.ofDays(6).toMillis(),
                    between(1000, Duration.ofDays(365).toMillis()),
                    LOW,
                    "Older calls in the spool are lost and counted; must be less than the duplicate horizon.")
            .define(
                    USER_PSEUDONYM_KEY,
                    PASSWORD,
                    null,
                    LOW,
                    "Where set, users leave the service only as a keyed hash (HMAC-SHA-256) of their name.");

    private final AbstractConfig values;
    private final Map<String, String> kafka;
    private final Map<String, Integer> shards;

    private CostreamConfig(Map<String, String> settings) {
        Map<String, String> own = new HashMap<>();
        Map<String, String> passed = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                passed.put(kafkaKey(key), value);
            } else {
                own.put(knownKey(key), value);
            }
        });
        try {
            values = new AbstractConfig(DEFINITION, own, false);
            shards = Map.copyOf(shards(values.getList(TENANT_SHARDS)));
        } catch (ConfigException failure) {
            throw new IllegalArgumentException(failure.getMessage(), failure);
        }
        kafka = Map.copyOf(passed);
    }

    /** These settings and the defaults of all others. */
    public static CostreamConfig of(Map<String, String> settings) {
        return new CostreamConfig(settings);
    }

    /**
     * These settings, each overridden by its environment variable: {@code COSTREAM_} and the key in capitals, dots as
     * underscores.
     */
    public static CostreamConfig of(Map<String, String> settings, Map<String, String> environment) {
        Map<String, String> merged = new HashMap<>(settings);
        for (String key : DEFINITION.names()) {
            String value = environment.get(ENVIRONMENT_PREFIX + capitals(key));
            if (value != null) {
                merged.put(key, value);
            }
        }
        String kafkaVariables = ENVIRONMENT_PREFIX + capitals(KAFKA_PREFIX);
        environment.forEach((name, value) -> {
            if (name.startsWith(kafkaVariables)) {
                String key = name.substring(kafkaVariables.length()).toLowerCase(Locale.ROOT);
                merged.put(KAFKA_PREFIX + key.replace('_', '.'), value);
            }
        });
        return new CostreamConfig(merged);
    }

    /** Everything from the environment of this process. */
    public static CostreamConfig fromEnvironment() {
        return of(Map.of(), System.getenv());
    }

    public String callsTopic() {
        return Topics.withPrefix(values.getString(TOPIC_PREFIX)).calls();
    }

    public int queueCalls() {
        return values.getInt(QUEUE_CALLS);
    }

    public long queueBytes() {
        return values.getLong(QUEUE_BYTES);
    }

    public int largestEvent() {
        return values.getInt(EVENT_MAX_BYTES);
    }

    /** Over how many partitions a tenant's calls are spread; tenants that are not named here have one. */
    public Map<String, Integer> tenantShards() {
        return shards;
    }

    /** Whether the recorder has a sender thread of its own. */
    public boolean sendsInBackground() {
        return values.getString(SENDER).equals("background");
    }

    public Duration closeTimeout() {
        return Duration.ofMillis(values.getLong(CLOSE_TIMEOUT_MS));
    }

    /** Where calls wait on disk; empty where they do not. */
    public Optional<Path> spoolFolder() {
        return Optional.of(values.getString(SPOOL_DIR))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }

    public long spoolBytes() {
        return values.getLong(SPOOL_BYTES);
    }

    public Duration spoolMaxAge() {
        return Duration.ofMillis(values.getLong(SPOOL_MAX_AGE_MS));
    }

    /** The secret with which users are hashed; empty where they are sent as they are. */
    public Optional<String> userPseudonymKey() {
        return Optional.ofNullable(values.getPassword(USER_PSEUDONYM_KEY)).map(Password::value);
    }

    /** What the Kafka producer is made with, {@code kafka.*} included, without the prefix. */
    public Map<String, String> kafkaProducer() {
        Map<String, String> producer = new HashMap<>(kafka);
        producer.putIfAbsent(BOOTSTRAP_SERVERS, values.getString(BOOTSTRAP_SERVERS));
        return producer;
    }

    /** What the schema registry client is made with. */
    public Map<String, Object> registryClient() {
        Map<String, Object> client = new HashMap<>();
        RegistryConfig.DEFINITION.names().forEach(key -> {
            Object value = values.values().get(key);
            if (value != null) {
                client.put(key, value instanceof Password password ? password.value() : value);
            }
        });
        return client;
    }

    private static String kafkaKey(String key) {
        String name = key.substring(KAFKA_PREFIX.length());
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException(key + " cannot be set: the library depends on its own choice");
        }
        return name;
    }

    private static String knownKey(String key) {
        if (!DEFINITION.names().contains(key)) {
            throw new IllegalArgumentException("unknown setting " + key + "; known are "
                    + new TreeSet<>(DEFINITION.names()) + " and " + KAFKA_PREFIX + "*");
        }
        return key;
    }

    private static String capitals(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static Map<String, Integer> shards(List<String> entries) {
        Map<String, Integer> shards = new HashMap<>();
        for (String entry : entries) {
            int equals = entry.lastIndexOf('=');
            String number = entry.substring(equals + 1).strip();
            if (equals < 1 || !number.matches("[1-9][0-9]{0,3}")) {
                throw new ConfigException(TENANT_SHARDS, entry, "must be tenant=shards, with 1 to 9999 shards");
            }
            shards.put(entry.substring(0, equals).strip(), Integer.parseInt(number));
        }
        return shards;
    }
}
