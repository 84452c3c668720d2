package io.costream.schemas;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The newest value of each key of a small topic, in memory. It follows the topic in a daemon thread of its own, in no
 * group, and sees committed records only. A broker that is away, or a topic that is not there yet, is waited for.
 *
 * <p>Safe for use by many threads; a snapshot never changes.
 */
public final class TopicTable<V> implements AutoCloseable {
    /** A table that has not been seen at the topic's end for so long is not healthy. */
    static final Duration STALE = Duration.ofSeconds(30);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final String topic;
    private final Clock clock;
    private final TableContents<V> contents;
    private final TopicFollower<V> follower;
    private final Thread thread;

    private TopicTable(Map<String, ?> consumerConfig, String topic, Function<byte[], V> decoder, Clock clock) {
        Map<String, Object> config = new HashMap<>(consumerConfig);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.topic = topic;
        this.clock = clock;
        this.contents = new TableContents<>(topic, decoder);
        this.follower = new TopicFollower<>(
                () -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()),
                topic,
                contents,
                clock);
        this.thread = new Thread(follower, "table-" + topic);
        this.thread.setDaemon(true);
    }

    /**
     * Starts to follow a topic; returns at once, with nothing read yet.
     *
     * @param consumerConfig keys of a Kafka consumer; those that this class depends on are overridden
     * @param decoder of a value; a retriable exception has it called again, any other leaves the key's old value
     */
    public static <V> TopicTable<V> start(Map<String, ?> consumerConfig, String topic, Function<byte[], V> decoder) {
        return start(consumerConfig, topic, decoder, Clock.systemUTC());
    }

    /** The same with a clock, which {@link #isHealthy} reads. */
    public static <V> TopicTable<V> start(
            Map<String, ?> consumerConfig, String topic, Function<byte[], V> decoder, Clock clock) {
        TopicTable<V> table = new TopicTable<>(consumerConfig, topic, decoder, clock);
        table.thread.start();
        return table;
    }

    /**
     * Returns when everything that was committed before this call is in the table.
     *
     * @throws TimeoutException where that takes longer than the timeout
     */
    public void awaitEnd(Duration timeout) {
        CompletableFuture<Void> reached = follower.requestEnd();
        try {
            reached.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            reached.cancel(false);
            throw new TimeoutException(
                    "topic " + topic + " could not be read to its end within " + timeout.toMillis() + " ms"
                            + follower.problem().map(p -> ": " + p).orElse(""),
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    public Optional<V> get(String key) {
        return Optional.ofNullable(contents.snapshot().get(key));
    }

    /** All keys with their newest values; never changes. */
    public Map<String, V> snapshot() {
        return contents.snapshot();
    }

    /** Has an action called after each change, in the table's own thread: it must be short and must not wait. */
    public void onChange(Runnable action) {
        contents.onChange(action);
    }

    /** How many records could not be read, ever. */
    public long unreadable() {
        return contents.unreadable();
    }

    /** Whether the table was at the topic's end lately and the newest value of every key could be read. */
    public boolean isHealthy() {
        Instant seen = follower.lastAtEnd();
        return thread.isAlive() && contents.isComplete() && seen.plus(STALE).isAfter(clock.instant());
    }

    /** Stops within ten seconds; the last snapshot stays readable. */
    @Override
    public void close() {
        follower.stop();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
