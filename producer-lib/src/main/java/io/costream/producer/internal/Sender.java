package io.costream.producer.internal;

import io.costream.producer.CallMetrics;
import io.costream.producer.DropReason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events and sends again what failed. Has no
 * thread of its own: whoever drives it calls {@link #pass}, one thread at a time.
 *
 * <p>In an outage, and when the memory for calls is half full, events go to the spool, if there is one. Without one,
 * nothing new is taken while anything waits for another attempt, so that an outage fills the queue, which is bounded,
 * and nothing else.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int MOST_CALLS_PER_PASS = 512;
    /** How soon to look again when there is nothing to do. */
    static final long IDLE_NANOS = 2_000_000L;

    private final CallRing ring;
    private final Encoding events;
    private final KafkaLink link;
    private final Deliveries deliveries;
    private final @Nullable Detour detour;
    private final CallMetrics metrics;
    private final Losses losses;
    private final Backoff backoff = new Backoff();
    private final QuietLog outages = new QuietLog();
    private boolean outage;
    private boolean outageIsTold;
    private final AtomicLong awaited = new AtomicLong();
    private long hurried;
    private volatile long settledBefore;

    Sender(
            CallRing ring,
            Encoding events,
            KafkaLink link,
            Deliveries deliveries,
            @Nullable Detour detour,
            CallMetrics metrics,
            Losses losses) {
        this.ring = ring;
        this.events = events;
        this.link = link;
        this.deliveries = deliveries;
        this.detour = detour;
        this.metrics = metrics;
        this.losses = losses;
    }

    /** Does what can be done now. Returns after how many nanoseconds there may be more; 0 for at once. */
    long pass(long nowNanos) {
        settle();
        noticeOutcomes(nowNanos);
        losses.log(nowNanos);
        long wait = backoff.remainingNanos(nowNanos);
        boolean more = pass(wait, detour);
        hurryAwaited();
        settle();
        metrics.waiting(waitingCalls(), ring.bytes());
        if (more || (deliveries.hasFailure() && wait == 0)) {
            return 0;
        }
        return wait > 0 && detour == null ? wait : IDLE_NANOS;
    }

    private boolean pass(long wait, @Nullable Detour disk) {
        // A broker that is merely slow fills the memory too, long before the first attempt fails.
        if (disk != null && (outage || disk.isInUse() || ring.isHalfFull())) {
            return passOverDisk(disk, wait);
        }
        return passStraight(wait);
    }

    private boolean passStraight(long wait) {
        if (wait > 0) {
            return false;
        }
        while (!deliveries.hasFailure()) {
            Event event = deliveries.nextFailed();
            if (event == null) {
                return takeNew(null);
            }
            link.send(event);
        }
        return false;
    }

    private boolean passOverDisk(Detour disk, long wait) {
        boolean room = true;
        Event event = deliveries.nextFailed();
        while (event != null && room) {
            room = goesToDisk(event, disk);
            if (room) {
                event = deliveries.nextFailed();
            }
        }
        if (event != null) {
            deliveries.putBack(event);
        }
        // A call that could not be encoded waits like everything else that needs the network.
        boolean more = room && (!events.isStuck() || wait == 0) && takeNew(disk);
        return (wait == 0 && !deliveries.hasFailure() && disk.advance(link)) || more;
    }

    private static boolean goesToDisk(Event event, Detour disk) {
        if (event instanceof QueuedEvent queued) {
            return disk.store(queued);
        }
        disk.sendAgain((StoredEvent) event);
        return true;
    }

    /** Somebody waits for the calls before this number: safe for use by many threads. */
    void await(long number) {
        awaited.accumulateAndGet(number, Math::max);
    }

    /** What somebody waits for, and Kafka has all of, need not wait until batches are full. */
    private void hurryAwaited() {
        long number = awaited.get();
        if (number > hurried && events.given() >= number) {
            hurried = number;
            link.hurry();
        }
    }

    /** Calls with a lower number, in the order in which they were queued, are sent, stored or lost. */
    long settledBefore() {
        return settledBefore;
    }

    /** Whether calls wait, or events are under way. By the driving thread only. */
    boolean isBusy() {
        return waitingCalls() > 0 || (detour != null && detour.isInUse());
    }

    private long waitingCalls() {
        return ring.offered() - events.given() + deliveries.size();
    }

    private void settle() {
        deliveries.settle(ring);
        settledBefore = deliveries.settledBefore(events.given());
    }

    private void noticeOutcomes(long nowNanos) {
        if (deliveries.takeAcknowledged()) {
            backoff.succeeded();
            if (outage) {
                outage = false;
                if (outageIsTold) {
                    LOG.atInfo().log("Calls are being sent again");
                }
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
            outageIsTold = outages.mayWrite(nowNanos);
            if (outageIsTold) {
                LOG.atWarn()
                        .addKeyValue("cause", failure.toString())
                        .addKeyValue("waiting", detour == null ? "in memory" : "on disk")
                        .addKeyValue("before", outages.takeHeldBack())
                        .log("Calls cannot be sent; they wait and will be sent again");
            }
        }
        if (failure instanceof InterruptException) {
            Thread.interrupted();
        } else if (!(failure instanceof RetriableException) && !(failure instanceof CallEncoder.NotYetException)) {
            link.discard();
        }
    }

    /** Takes calls from the queue to Kafka, or to the disk; returns whether there may be more. */
    private boolean takeNew(@Nullable Detour disk) {
        for (int taken = 0; taken < MOST_CALLS_PER_PASS; taken++) {
            long earliest = events.given();
            QueuedEvent event;
            try {
                event = events.next();
            } catch (CallEncoder.NotYetException failure) {
                deliveries.postponed(failure);
                return false;
            }
            if (event == null || !emit(event, earliest, disk)) {
                return false;
            }
        }
        return true;
    }

    private boolean emit(QueuedEvent event, long earliest, @Nullable Detour disk) {
        if (disk != null && disk.store(event)) {
            // Not behind the events that are under way: they may hold their memory for long.
            ring.release(event);
            return true;
        }
        deliveries.begin(event, earliest);
        if (disk == null) {
            link.send(event);
            return !deliveries.hasFailure();
        }
        deliveries.putBack(event);
        return false;
    }

    /** Ends everything: what is neither sent nor stored by now is lost and counted. The queue must be closed. */
    void shutDown(Duration timeout) {
        link.close(timeout);
        deliveries.abandon(event -> storeOrLose(event, "Kafka did not acknowledge in time"));
        deliveries.settle(ring);
        events.drain(this::storeOrLose);
        for (long left = ring.offered() - events.given(); left > 0; left--) {
            losses.count(DropReason.UNSENT_AT_CLOSE, "the call could not be encoded or was never complete");
        }
        if (detour != null) {
            detour.close();
        }
        losses.log(System.nanoTime());
    }

    private void storeOrLose(QueuedEvent event) {
        storeOrLose(event, "the call was still queued");
        ring.release(event);
    }

    private void storeOrLose(QueuedEvent event, String why) {
        if (detour == null || !detour.store(event)) {
            losses.count(DropReason.UNSENT_AT_CLOSE, why);
        }
    }
}
