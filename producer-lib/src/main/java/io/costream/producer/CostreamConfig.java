package io.costream.producer;

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
import org.apache.kafka.clients.consumer.ConsumerConfig;
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
    public static final String CLOSE_ON_SHUTDOWN = "close.on.shutdown";
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
    public static final ConfigDef DEFINITION = CostreamKeys.definition();

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

    String pricesTopic() {
        return Topics.withPrefix(values.getString(TOPIC_PREFIX)).prices();
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

    /** Whether a recorder that nobody closes is closed when the JVM ends. */
    public boolean closesOnShutdown() {
        return values.getBoolean(CLOSE_ON_SHUTDOWN);
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

    /** What a consumer is made with: the connection and those of {@code kafka.*} that a consumer knows. */
    Map<String, Object> kafkaConsumer() {
        Map<String, Object> consumer = new HashMap<>(kafkaProducer());
        consumer.keySet().retainAll(ConsumerConfig.configNames());
        return consumer;
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
        // A service that can wait for Kafka on disk must not have to wait for the registry in memory.
        if (values.getString(RegistryConfig.CACHE_FOLDER).isBlank()) {
            spoolFolder()
                    .ifPresent(folder -> client.put(
                            RegistryConfig.CACHE_FOLDER,
                            folder.resolve("schemas").toString()));
        }
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
