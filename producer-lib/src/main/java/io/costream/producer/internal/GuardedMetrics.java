package io.costream.producer.internal;

import io.costream.producer.CallMetrics;
import io.costream.producer.DropReason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a service's own metrics throw away from the caller and the sender; the first failure is logged. */
final class GuardedMetrics implements CallMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedMetrics.class);

    private final CallMetrics metrics;
    private final AtomicBoolean failed = new AtomicBoolean();

    GuardedMetrics(CallMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void recorded() {
        try {
            metrics.recorded();
        } catch (RuntimeException failure) {
            report(failure);
        }
    }

    @Override
    public void dropped(DropReason reason) {
        try {
            metrics.dropped(reason);
        } catch (RuntimeException failure) {
            report(failure);
        }
    }

    @Override
    public void sent() {
        try {
            metrics.sent();
        } catch (RuntimeException failure) {
            report(failure);
        }
    }

    @Override
    public void spooled() {
        try {
            metrics.spooled();
        } catch (RuntimeException failure) {
            report(failure);
        }
    }

    @Override
    public void retried() {
        try {
            metrics.retried();
        } catch (RuntimeException failure) {
            report(failure);
        }
    }

    @Override
    public void waiting(long calls, long bytes) {
        try {
            metrics.waiting(calls, bytes);
        } catch (RuntimeException failure) {
            report(failure);
        }
    }

    private void report(RuntimeException failure) {
        if (failed.compareAndSet(false, true)) {
            LOG.atWarn().setCause(failure).log("The metrics given to the recorder throw; this is logged once");
        }
    }
}
