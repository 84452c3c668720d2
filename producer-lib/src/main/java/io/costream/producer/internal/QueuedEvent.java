package io.costream.producer.internal;

import org.jspecify.annotations.Nullable;

/**
 * The event of whichever call is in a place of the queue: made once, used for one call after the other. As old memory
 * it gets no references while calls pass, which would cost more than the numbers that it gets. What attempts need stays
 * in the place until the event is released.
 */
final class QueuedEvent extends Event {
    private final EventGroup group;
    private final int place;
    private long sequence;
    /** The bytes, where they cannot be written again from the place. */
    private byte @Nullable [] kept;

    QueuedEvent(EventGroup group, int place, Deliveries deliveries) {
        super(deliveries);
        this.group = group;
        this.place = place;
    }

    EventGroup group() {
        return group;
    }

    Streams.Stream stream() {
        return group.slab().stream(place);
    }

    /** The call, where it was handed over as it is, until its place is given back. */
    @Nullable
    QueuedCall call() {
        return group.slab().call(place);
    }

    /** What the call takes up besides its place until the event is released. */
    int moreBytes() {
        return group.slab().moreBytes(place);
    }

    void number(long newSequence) {
        sequence = newSequence;
    }

    void keep(byte[] value) {
        kept = value;
    }

    boolean isKept() {
        return kept != null;
    }

    /** Forgets bytes that were kept. */
    void forget() {
        if (kept != null) {
            kept = null;
        }
    }

    @Override
    byte[] key() {
        return group.slab().key(place);
    }

    @Override
    byte[] value() {
        byte[] value = kept;
        return value == null ? group.slab().value(place, sequence) : value;
    }

    @Override
    void settled() {
        group.settleOne();
    }
}
