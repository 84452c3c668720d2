package io.costream.producer.internal;

import io.costream.producer.CallMetrics;
import io.costream.producer.DropReason;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * The events under way, in the order of their calls. Kafka's thread reports how attempts end; everything else is for
 * the sender alone.
 */
final class Deliveries {
    private final CallMetrics metrics;
    private final Losses losses;
    private final Queue<Event> failed = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicBoolean acknowledged = new AtomicBoolean();
    /** The groups with events under way, linked, in the order of their calls. */
    private @Nullable EventGroup first;

    private @Nullable EventGroup last;
    private int size;

    Deliveries(CallMetrics metrics, Losses losses) {
        this.metrics = metrics;
        this.losses = losses;
    }

    void acknowledged(Event event) {
        event.settle();
        // Mostly it is known already: writing it again would take it from the sender's cache.
        if (!acknowledged.get()) {
            acknowledged.lazySet(true);
        }
        metrics.sent();
    }

    void failed(Event event, Exception reason) {
        if (reason instanceof RecordTooLargeException) {
            lose(event, DropReason.TOO_LARGE, reason);
        } else if (reason instanceof InvalidTopicException) {
            lose(event, DropReason.REFUSED, reason);
        } else {
            metrics.retried();
            failed.add(event);
            failure.set(reason);
        }
    }

    private void lose(Event event, DropReason reason, Exception cause) {
        losses.count(reason, String.valueOf(cause.getMessage()));
        event.settle();
    }

    /** Nothing was attempted, because something that every attempt needs is missing. */
    void postponed(Exception reason) {
        failure.set(reason);
    }

    /**
     * An event goes on its way.
     *
     * @param earliest all calls before this number have become events before
     */
    void begin(QueuedEvent event, long earliest) {
        EventGroup group = event.group();
        if (!group.isListed()) {
            group.list(earliest);
            append(group);
        }
        group.begin(event);
        size++;
    }

    private void append(EventGroup group) {
        EventGroup before = last;
        if (before == null) {
            first = group;
        } else {
            before.next = group;
        }
        last = group;
    }

    /** The next event that needs another attempt. */
    @Nullable
    Event nextFailed() {
        return failed.poll();
    }

    boolean hasFailure() {
        return failure.get() != null;
    }

    /** Why attempts failed since the last time this was asked. */
    @Nullable
    Exception takeFailure() {
        return failure.getAndSet(null);
    }

    boolean takeAcknowledged() {
        return acknowledged.get() && acknowledged.getAndSet(false);
    }

    /** Forgets the groups before the first unsettled one and releases what they took up in the queue. */
    void settle(CallRing ring) {
        EventGroup group = first;
        while (group != null && group.isSettled()) {
            size -= group.size();
            EventGroup next = group.next;
            group.unlist();
            ring.release(group.slab(), group.size(), group.moreBytes());
            group = next;
        }
        first = group;
        if (group == null) {
            last = null;
        }
    }

    /** A number before which every call is settled, given that calls up to the end were taken. */
    long settledBefore(long end) {
        EventGroup group = first;
        return group == null ? end : group.start();
    }

    int size() {
        return size;
    }

    /** Puts an event back that needs another attempt. */
    void putBack(Event event) {
        failed.add(event);
    }

    /** Hands over what is under way, at the end; it is settled then. */
    void abandon(Consumer<QueuedEvent> underWay) {
        for (EventGroup group = first; group != null; group = group.next) {
            for (int i = 0; i < EventGroup.EVENTS; i++) {
                QueuedEvent event = group.event(i);
                if (event.isUnderWay()) {
                    underWay.accept(event);
                    event.settle();
                }
            }
        }
        failed.clear();
    }
}
