package io.costream.producer.internal;

import io.costream.producer.CallMetrics;
import io.costream.producer.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts every lost call by its reason. Safe for use by many threads: counting neither blocks nor logs. The log is
 * written by the sender: the first loss of each reason, then at most one line a minute.
 */
final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final CallMetrics metrics;
    private final Map<DropReason, Loss> losses = new EnumMap<>(DropReason.class);

    private static final class Loss {
        final AtomicLong count = new AtomicLong();
        final AtomicReference<@Nullable String> firstDetail = new AtomicReference<>();
        // Used by the logging thread only.
        long logged;
        long loggedAtNanos;
    }

    Losses(CallMetrics metrics) {
        this.metrics = metrics;
        for (DropReason reason : DropReason.values()) {
            losses.put(reason, new Loss());
        }
    }

    void count(DropReason reason, String detail) {
        Loss loss = losses.get(reason);
        if (loss != null) {
            loss.firstDetail.compareAndSet(null, detail);
            loss.count.incrementAndGet();
        }
        metrics.dropped(reason);
    }

    /** Writes what was lost since the last time. By one thread at a time. */
    void log(long nowNanos) {
        losses.forEach((reason, loss) -> log(reason, loss, nowNanos));
    }

    private static void log(DropReason reason, Loss loss, long nowNanos) {
        long count = loss.count.get();
        if (count == loss.logged || (loss.logged > 0 && nowNanos - loss.loggedAtNanos < QUIET_NANOS)) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("reason", reason.label())
                .addKeyValue("lost", count)
                .addKeyValue("first", loss.firstDetail.get())
                .log("Calls were lost and will be missing in the totals");
        loss.logged = count;
        loss.loggedAtNanos = nowNanos;
    }
}
