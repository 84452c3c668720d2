package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One event from its making to its end. Its key and bytes, and so its identity, are the same at every attempt. An
 * attempt ends on Kafka's thread; everything else is for the sender alone.
 */
abstract sealed class Event implements Callback permits QueuedEvent, StoredEvent {
    private static final AtomicIntegerFieldUpdater<Event> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Event.class, "state");
    private static final int SETTLED = 0;
    /** Under way, before or between attempts. */
    private static final int WAITING = 1;

    private static final int ATTEMPTED = 2;

    private final Deliveries deliveries;
    private volatile int state;

    Event(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    abstract byte[] key();

    /** The bytes; they may be in memory that the next event's are written to, once those are asked for. */
    abstract byte[] value();

    /** Whether the event is neither acknowledged nor stored nor lost and counted since it began. */
    boolean isUnderWay() {
        return state != SETTLED;
    }

    void begin() {
        STATE.lazySet(this, WAITING);
    }

    /** Kafka gets the event. */
    void attempt() {
        STATE.lazySet(this, ATTEMPTED);
    }

    /**
     * Ends an event that is under way. One thread at a time has an attempt in hand, so that no two settle it. Its
     * memory may serve another event from then on.
     */
    void settle() {
        if (state != SETTLED) {
            // Nobody waits for it, so that Kafka's thread need not either.
            STATE.lazySet(this, SETTLED);
            settled();
        }
    }

    /** Tells what counts the event. */
    abstract void settled();

    /** How an attempt ended; what comes after its end is passed over. */
    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (state != ATTEMPTED) {
            return;
        }
        STATE.lazySet(this, WAITING);
        if (failure == null) {
            deliveries.acknowledged(this);
        } else {
            deliveries.failed(this, failure);
        }
    }
}
