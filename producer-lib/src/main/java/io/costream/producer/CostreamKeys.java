package io.costream.producer;

import static io.costream.producer.CostreamConfig.BOOTSTRAP_SERVERS;
import static io.costream.producer.CostreamConfig.CLOSE_ON_SHUTDOWN;
import static io.costream.producer.CostreamConfig.CLOSE_TIMEOUT_MS;
import static io.costream.producer.CostreamConfig.EVENT_MAX_BYTES;
import static io.costream.producer.CostreamConfig.QUEUE_BYTES;
import static io.costream.producer.CostreamConfig.QUEUE_CALLS;
import static io.costream.producer.CostreamConfig.SENDER;
import static io.costream.producer.CostreamConfig.SPOOL_BYTES;
import static io.costream.producer.CostreamConfig.SPOOL_DIR;
import static io.costream.producer.CostreamConfig.SPOOL_MAX_AGE_MS;
import static io.costream.producer.CostreamConfig.TENANT_SHARDS;
import static io.costream.producer.CostreamConfig.TOPIC_PREFIX;
import static io.costream.producer.CostreamConfig.USER_PSEUDONYM_KEY;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** The keys of a recorder: type, default, what is allowed, and what they mean. */
final class CostreamKeys {
    private CostreamKeys() {}

    static ConfigDef definition() {
        return new ConfigDef(RegistryConfig.DEFINITION)
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
                        "About how many bytes the calls may take up that wait or are under way; each counts for at least 448.")
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
                        CLOSE_ON_SHUTDOWN,
                        BOOLEAN,
                        false,
                        LOW,
                        "Whether the recorder closes itself when the JVM ends, for services that do not close it.")
                .define(
                        SPOOL_DIR,
                        STRING,
                        "",
                        MEDIUM,
                        "Folder of this process alone in which calls wait while Kafka is unreachable; empty for none.")
                .define(
                        SPOOL_BYTES,
                        LONG,
                        256L << 20,
                        between(1 << 20, 1L << 40),
                        LOW,
                        "How large the spool may become.")
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
    }
}
