package io.costream.producer.internal;

import io.costream.producer.spool.SpooledEvent;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One event from its encoding to its end. Its key and bytes, and so its identity, never change between attempts. */
final class Event implements Callback {
    private static final AtomicIntegerFieldUpdater<Event> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(Event.class, "settled");

    final byte[] key;
    final byte[] value;
    /** What the call took up in the queue, given back when the event is settled. */
    final int queuedBytes;

    private final Deliveries deliveries;
    private final boolean fromDisk;
    private volatile int settled;
    /** The group that it went on its way with; none on the way over the disk. */
    private @Nullable EventGroup group;

    Event(byte[] key, byte[] value, int queuedBytes, Deliveries deliveries) {
        this(key, value, queuedBytes, deliveries, false);
    }

    private Event(byte[] key, byte[] value, int queuedBytes, Deliveries deliveries, boolean fromDisk) {
        this.key = key;
        this.value = value;
        this.queuedBytes = queuedBytes;
        this.deliveries = deliveries;
        this.fromDisk = fromDisk;
    }

    /** An event that was stored before. */
    static Event spooled(SpooledEvent stored, Deliveries deliveries) {
        return new Event(stored.key(), stored.value(), 0, deliveries, true);
    }

    /** Whether the event stays on disk until it is settled. */
    boolean isFromDisk() {
        return fromDisk;
    }

    /** Whether the event is acknowledged, or lost and counted. */
    boolean isSettled() {
        return settled != 0;
    }

    /** Goes on its way, in a group. */
    void begin(EventGroup newGroup) {
        group = newGroup;
    }

    /** One thread at a time has an attempt in hand, so that no two settle it. */
    void settle() {
        if (settled == 0) {
            // Nobody waits for it, so that Kafka's thread need not either.
            SETTLED.lazySet(this, 1);
            if (group != null) {
                group.settleOne();
            }
        }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            deliveries.acknowledged(this);
        } else {
            deliveries.failed(this, failure);
        }
    }
}
