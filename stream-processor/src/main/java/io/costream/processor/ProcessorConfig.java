package io.costream.processor;

import io.costream.processor.domain.Rollups;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.RocksMemory;
import io.costream.processor.topology.CostSettings;
import io.costream.schemas.AppConfig;
import io.costream.schemas.RegistryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** How the stream processor is set up: its keys, their defaults and what is allowed. Immutable. */
public final class ProcessorConfig extends AppConfig {
    public static final String API_HOST = "api.host";
    public static final String API_PORT = "api.port";
    public static final String API_ADVERTISED = "api.advertised.address";
    public static final String API_TOKEN = "api.token";
    public static final String DUPLICATE_HORIZON_MS = "duplicate.horizon.ms";
    public static final String ROLLUPS = "rollups";
    public static final String LIVE_CELLS = "live.cells";
    public static final String CATCH_UP_COMMIT_INTERVAL_MS = "catch.up.commit.interval.ms";
    public static final String PURGE_AFTER_DAYS = "purge.after.days";
    public static final String REPRICE_UNPRICED = "reprice.unpriced";

    /** Two months: the month before can always be asked for, by day too. */
    private static final int LEAST_KEPT_DAYS = 62;

    private static final int MOST_KEPT_DAYS = 36_500;
    private static final String KEPT_DAYS = "0, or from " + LEAST_KEPT_DAYS + " to " + MOST_KEPT_DAYS;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final int LARGEST_PORT = 65_535;

    /**
     * What Kafka Streams is run with unless {@code kafka.*} says otherwise. Calls and adjustments need no common order,
     * so a task never waits for the one to read the other. Figures: docs/performance.md.
     */
    private static final Map<String, Object> TUNING = Map.of(
            "max.task.idle.ms",
            -1L,
            "statestore.cache.max.bytes",
            0L,
            "main.consumer.max.poll.records",
            2_000,
            "producer.linger.ms",
            20,
            "producer.batch.size",
            1 << 18,
            "rocksdb.config.setter",
            RocksMemory.class);

    public static final ConfigDef DEFINITION = definition(
                    "costream-processor",
                    Path.of(System.getProperty("java.io.tmpdir"), "costream-processor")
                            .toString())
            .define(
                    API_HOST,
                    ConfigDef.Type.STRING,
                    "127.0.0.1",
                    new ConfigDef.NonEmptyString(),
                    Importance.MEDIUM,
                    "Address that the query API listens on. On loopback it is open; elsewhere it needs api.token.")
            .define(
                    API_PORT,
                    ConfigDef.Type.INT,
                    7070,
                    Range.between(0, LARGEST_PORT),
                    Importance.MEDIUM,
                    "Port of the query API; 0 for a free one.")
            .define(
                    API_ADVERTISED,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "host:port under which other instances reach this one; empty for api.host and api.port.")
            .define(
                    API_TOKEN,
                    ConfigDef.Type.PASSWORD,
                    "",
                    Importance.HIGH,
                    "Bearer token that requests must have; the same for all instances.")
            .define(
                    DUPLICATE_HORIZON_MS,
                    ConfigDef.Type.LONG,
                    Duration.ofDays(7).toMillis(),
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "How long a producer or a call id is remembered, in milliseconds of append time.")
            .define(
                    ROLLUPS,
                    ConfigDef.Type.STRING,
                    Rollups.DEFAULT,
                    ConfigDef.LambdaValidator.with(ProcessorConfig::checkRollups, () -> "as in docs/totals.md"),
                    Importance.MEDIUM,
                    "Which totals are kept, by which dimensions and in which windows. The same for the life of a"
                            + " deployment.")
            .define(
                    CATCH_UP_COMMIT_INTERVAL_MS,
                    ConfigDef.Type.INT,
                    3_000,
                    Range.between(1, 5_000),
                    Importance.LOW,
                    "Milliseconds between commits while calls are counted that came more than ten seconds ago; not less"
                            + " than commit.interval.ms.")
            .define(
                    LIVE_CELLS,
                    ConfigDef.Type.INT,
                    CellStore.DEFAULT_MOST_LIVE,
                    Range.atLeast(1),
                    Importance.LOW,
                    "How many cells of a partition stay in memory between commits.")
            .define(
                    PURGE_AFTER_DAYS,
                    ConfigDef.Type.INT,
                    0,
                    ConfigDef.LambdaValidator.with(ProcessorConfig::checkKept, () -> KEPT_DAYS),
                    Importance.MEDIUM,
                    "After how many days totals of hours, days and months are removed, counted from the window's end; 0"
                            + " for never. What is purged does not come back.")
            .define(
                    REPRICE_UNPRICED,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Whether calls without a price are priced by themselves when their price arrives.");

    private ProcessorConfig(Map<String, String> keys) {
        super(DEFINITION, keys);
        if (!isLoopback() && token().isEmpty()) {
            throw new ConfigException(API_HOST + " is '" + apiHost() + "', which others can reach: set " + API_TOKEN
                    + ", or listen on 127.0.0.1");
        }
    }

    private static void checkRollups(String key, Object value) {
        try {
            Rollups.parse((String) value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }

    private static void checkKept(String key, Object value) {
        int days = (Integer) value;
        if (days != 0 && (days < LEAST_KEPT_DAYS || days > MOST_KEPT_DAYS)) {
            throw new ConfigException(key, value, "must be " + KEPT_DAYS);
        }
    }

    /**
     * Checks the keys and their values.
     *
     * @throws ConfigException naming the key, the value and what is allowed
     */
    public static ProcessorConfig of(Map<String, String> keys) {
        return new ProcessorConfig(keys);
    }

    /** The same, with environment variables winning over the keys. */
    public static ProcessorConfig of(Map<String, String> keys, Map<String, String> environment) {
        return new ProcessorConfig(withEnvironment(DEFINITION, keys, environment));
    }

    String apiHost() {
        return getString(API_HOST);
    }

    int apiPort() {
        return getInt(API_PORT);
    }

    String token() {
        Password password = getPassword(API_TOKEN);
        return password == null ? "" : password.value();
    }

    private boolean isLoopback() {
        return LOOPBACK.contains(apiHost());
    }

    /** For the registry client of the steps: none of them may block for longer than a second. */
    Map<String, String> impatientRegistry() {
        Map<String, String> keys = new HashMap<>(registry());
        keys.put(RegistryConfig.CONNECT_TIMEOUT, "300");
        keys.put(RegistryConfig.READ_TIMEOUT, "700");
        return keys;
    }

    Path schemaFolder() {
        return Path.of(getString(STATE_DIR), "schemas");
    }

    boolean repricesUnpriced() {
        return getBoolean(REPRICE_UNPRICED);
    }

    CostSettings settings() {
        return new CostSettings(
                Duration.ofMillis(getInt(COMMIT_INTERVAL_MS)),
                Duration.ofMillis(getLong(DUPLICATE_HORIZON_MS)),
                getInt(LIVE_CELLS),
                Rollups.parse(getString(ROLLUPS)),
                Optional.of(Duration.ofDays(getInt(PURGE_AFTER_DAYS))).filter(keep -> !keep.isZero()));
    }

    /** The host:port under which peers find this instance. */
    String address(int port) {
        String advertised = getString(API_ADVERTISED);
        return advertised.isEmpty() ? apiHost() + ":" + port : advertised;
    }

    /** For Kafka Streams, with the address under which peers find this instance. */
    Map<String, Object> streams(String address) {
        Map<String, Object> streams = new HashMap<>(TUNING);
        streams.putAll(streams());
        // Kafka Streams' own interval is that of catching up; the steps ask for the commits between.
        streams.put("commit.interval.ms", Math.max(getInt(COMMIT_INTERVAL_MS), getInt(CATCH_UP_COMMIT_INTERVAL_MS)));
        streams.put("application.server", address);
        return streams;
    }
}
