package io.costream.producer.internal;

import io.costream.producer.CallMetrics;
import io.costream.producer.DropReason;
import io.costream.producer.spool.Spool;
import io.costream.producer.spool.SpooledEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way over the disk: events go there while Kafka cannot be reached, and from there to Kafka, oldest first, until
 * nothing is left. Only then new events go straight to Kafka again, so that their numbers stay in order. For the sender
 * alone.
 */
final class Detour {
    private static final Logger LOG = LoggerFactory.getLogger(Detour.class);
    private static final int EVENTS_AT_ONCE = 2_000;

    private final Spool spool;
    private final Duration longestStay;
    private final Clock clock;
    private final Deliveries deliveries;
    private final CallMetrics metrics;
    private final Losses losses;
    private final List<StoredEvent> underWay = new ArrayList<>();
    private final Deque<StoredEvent> toSend = new ArrayDeque<>();
    private boolean complained;
    private long damagedSegments;

    Detour(Spool spool, Duration longestStay, Clock clock, Deliveries deliveries, CallMetrics metrics, Losses losses) {
        this.spool = spool;
        this.longestStay = longestStay;
        this.clock = clock;
        this.deliveries = deliveries;
        this.metrics = metrics;
        this.losses = losses;
    }

    /** Whether anything is still on this way. */
    boolean isInUse() {
        return !spool.isEmpty() || !underWay.isEmpty();
    }

    /** Stores an event, which is then settled if it was under way; false where the disk is full or fails. */
    boolean store(QueuedEvent event) {
        try {
            if (spool.append(new SpooledEvent(event.key(), event.value(), clock.millis()))) {
                event.settle();
                metrics.spooled();
                complained = false;
                return true;
            }
            complain("the spool is full", null);
        } catch (IOException failure) {
            complain("the spool cannot be written", failure);
        }
        return false;
    }

    private void complain(String what, @Nullable IOException failure) {
        if (!complained) {
            complained = true;
            LOG.atWarn().setCause(failure).addKeyValue("cause", what).log("Calls wait in memory only");
        }
    }

    /** An event from the disk needs another attempt. */
    void sendAgain(StoredEvent event) {
        toSend.add(event);
    }

    /** Sends what is stored until an attempt fails; returns whether there may be more to do at once. */
    boolean advance(KafkaLink link) {
        try {
            if (toSend.isEmpty() && underWay.stream().noneMatch(Event::isUnderWay)) {
                underWay.clear();
                spool.discardTaken();
                take();
            }
        } catch (IOException failure) {
            complain("the spool cannot be read", failure);
            return false;
        }
        boolean any = !toSend.isEmpty();
        while (!toSend.isEmpty() && !deliveries.hasFailure()) {
            link.send(toSend.removeFirst());
        }
        return any && toSend.isEmpty();
    }

    private void take() throws IOException {
        long oldest = clock.millis() - longestStay.toMillis();
        for (SpooledEvent event : spool.next(EVENTS_AT_ONCE)) {
            if (event.atMillis() < oldest) {
                losses.count(DropReason.SPOOL_EXPIRED, "an event was on disk for longer than " + longestStay);
            } else {
                toSend.add(new StoredEvent(event, deliveries));
            }
        }
        underWay.addAll(toSend);
        for (; damagedSegments < spool.damagedSegments(); damagedSegments++) {
            losses.count(DropReason.SPOOL_DAMAGED, "the end of a spool segment cannot be read");
        }
        if (underWay.isEmpty()) {
            spool.discardTaken();
        }
    }

    void close() {
        try {
            spool.close();
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("The spool did not close cleanly");
        }
    }
}
