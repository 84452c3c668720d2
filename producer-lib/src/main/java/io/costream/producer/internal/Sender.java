package io.costream.producer.internal;

import io.costream.producer.Call;
import io.costream.producer.CallMetrics;
import io.costream.producer.DropReason;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes calls from the queue, gives each its identity, encodes and sends it, and sends again what failed. Has no
 * thread of its own: whoever drives it calls {@link #pass}, one thread at a time.
 *
 * <p>While anything is waiting for another attempt nothing new is taken, so that an outage fills the queue, which is
 * bounded, and nothing else.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int MOST_CALLS_PER_PASS = 512;
    /** How soon to look again when there is nothing to do. */
    static final long IDLE_NANOS = 2_000_000L;

    private final CallRing ring;
    private final Streams streams;
    private final CallEncoder encoder;
    private final KafkaLink link;
    private final Deliveries deliveries;
    private final CallMetrics metrics;
    private final Losses losses;
    private final int largestEvent;
    private final Backoff backoff = new Backoff();
    private @Nullable Call unencoded;
    private boolean outage;
    private volatile long settledBefore;

    Sender(
            CallRing ring,
            Streams streams,
            CallEncoder encoder,
            KafkaLink link,
            CallMetrics metrics,
            Losses losses,
            int largestEvent) {
        this.ring = ring;
        this.streams = streams;
        this.encoder = encoder;
        this.link = link;
        this.metrics = metrics;
        this.losses = losses;
        this.largestEvent = largestEvent;
        this.deliveries = new Deliveries(metrics, losses);
    }

    /** Does what can be done now. Returns after how many nanoseconds there may be more; 0 for at once. */
    long pass(long nowNanos) {
        settle();
        noticeOutcomes(nowNanos);
        losses.log(nowNanos);
        long wait = backoff.remainingNanos(nowNanos);
        if (wait > 0) {
            return wait;
        }
        repeatFailed();
        int sent = deliveries.hasFailure() ? 0 : sendNew();
        settle();
        metrics.waiting(waitingCalls(), ring.bytes());
        return sent == MOST_CALLS_PER_PASS || deliveries.hasFailure() ? 0 : IDLE_NANOS;
    }

    /** Calls with a lower number, in the order in which they were queued, are acknowledged or lost. */
    long settledBefore() {
        return settledBefore;
    }

    /** Whether calls wait, or events are under way. By the driving thread only. */
    boolean isBusy() {
        return waitingCalls() > 0;
    }

    private long waitingCalls() {
        return ring.offered() - taken() + deliveries.size();
    }

    private long taken() {
        return unencoded == null ? ring.taken() : ring.taken() - 1;
    }

    private void settle() {
        deliveries.settle(ring);
        settledBefore = deliveries.settledBefore(taken());
    }

    private void noticeOutcomes(long nowNanos) {
        if (deliveries.takeAcknowledged()) {
            backoff.succeeded();
            if (outage) {
                outage = false;
                LOG.atInfo().log("Calls are being sent again");
            }
        }
        Exception failure = deliveries.takeFailure();
        if (failure != null) {
            noticeFailure(failure, nowNanos);
        }
    }

    private void noticeFailure(Exception failure, long nowNanos) {
        backoff.failed(nowNanos);
        if (!outage) {
            outage = true;
            LOG.atWarn()
                    .addKeyValue("cause", failure.toString())
                    .log("Calls cannot be sent; they wait in memory and will be sent again");
        }
        if (failure instanceof InterruptException) {
            Thread.interrupted();
        } else if (!(failure instanceof RetriableException) && !(failure instanceof CallEncoder.NotYetException)) {
            link.discard();
        }
    }

    private void repeatFailed() {
        while (!deliveries.hasFailure()) {
            Event event = deliveries.nextFailed();
            if (event == null) {
                return;
            }
            link.send(event);
        }
    }

    private int sendNew() {
        for (int sent = 0; sent < MOST_CALLS_PER_PASS; sent++) {
            Call call = unencoded == null ? ring.take() : unencoded;
            if (call == null) {
                return sent;
            }
            unencoded = call;
            try {
                send(call);
            } catch (CallEncoder.NotYetException failure) {
                deliveries.postponed(failure);
                return sent;
            }
            unencoded = null;
            if (deliveries.hasFailure()) {
                return sent;
            }
        }
        return MOST_CALLS_PER_PASS;
    }

    private void send(Call call) {
        Event event = encode(call);
        if (event == null) {
            ring.release(call.approximateBytes());
            return;
        }
        deliveries.begin(event);
        link.send(event);
    }

    private @Nullable Event encode(Call call) {
        Streams.Stream stream = streams.of(call.tenant());
        byte[] value;
        try {
            value = encoder.encode(call, streams.producerId(), stream.next());
        } catch (CallEncoder.NotYetException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            losses.count(DropReason.INTERNAL_ERROR, failure.toString());
            return null;
        }
        if (value.length > largestEvent) {
            losses.count(DropReason.TOO_LARGE, "an event has " + value.length + " bytes");
            return null;
        }
        stream.advance();
        return new Event(ring.taken() - 1, stream.key, value, call.approximateBytes(), deliveries);
    }

    /** Ends everything: what is not sent by now is lost and counted. The queue must be closed. */
    void shutDown(Duration timeout) {
        link.close(timeout);
        deliveries.settle(ring);
        deliveries.abandon();
        if (unencoded != null) {
            losses.count(DropReason.UNSENT_AT_CLOSE, "the call could not be encoded in time");
            unencoded = null;
        }
        while (ring.taken() < ring.offered()) {
            if (ring.take() == null) {
                Thread.onSpinWait();
            } else {
                losses.count(DropReason.UNSENT_AT_CLOSE, "the call was still queued");
            }
        }
        losses.log(System.nanoTime());
    }
}
