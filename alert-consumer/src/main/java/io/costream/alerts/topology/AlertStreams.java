package io.costream.alerts.topology;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running topology. A dependency that is away is waited for: the transaction is given up and done again. Anything
 * else that goes wrong stops the instance, with nothing lost or done by half. Thread-safe.
 */
public final class AlertStreams {
    private static final Logger LOG = LoggerFactory.getLogger(AlertStreams.class);
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private volatile @Nullable Throwable failure;

    private AlertStreams(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Starts; returns at once. */
    public static AlertStreams start(AlertParts parts, Map<String, Object> keys) {
        Properties properties = new Properties();
        properties.putAll(keys);
        KafkaStreams streams = new KafkaStreams(new AlertTopology(parts, keys).get(), properties);
        AlertStreams started = new AlertStreams(streams);
        streams.setUncaughtExceptionHandler(started::handle);
        streams.start();
        return started;
    }

    private StreamThreadExceptionResponse handle(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                LOG.atWarn().addKeyValue("cause", cause.toString()).log("a dependency is away, trying again");
                LockSupport.parkNanos(BACKOFF.toNanos());
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
        }
        LOG.atError().setCause(thrown).log("the alert consumer stops");
        failure = thrown;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Why it has stopped by itself. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether all its partitions are being worked on. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether it works, or will when it has got its partitions. */
    public boolean isAlive() {
        return streams.state().isRunningOrRebalancing() || streams.state() == KafkaStreams.State.CREATED;
    }

    /** Waits for at most so long; what is not committed by then is done again at the next start. */
    public void close(Duration timeout) {
        // The next start need not wait until the group misses this one.
        streams.close(CloseOptions.timeout(timeout).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
