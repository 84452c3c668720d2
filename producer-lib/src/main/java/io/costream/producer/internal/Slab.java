package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Places of the queue, side by side, so that the processor has the next call at hand before the sender asks for it.
 * Each place is filled by one thread and emptied by the sender. The event of its call is written out of the place as
 * often as it is sent, rather than kept apart, so that a call's bytes are in memory once; the place is released when
 * the event is settled, and the slab serves again when all its places are.
 */
final class Slab {
    static final int PLACES = 256;
    /** Bytes of a body that fit; what is longer, or has more than a body, is handed over as it is. */
    static final int LONGEST = 384;

    private static final int FREE = 0;
    private static final int FILLED = 1;

    private final Streams streamKeys;
    private final CallEncoder encoder;
    private final byte[] bodies = new byte[PLACES * LONGEST];
    private final short[] lengths = new short[PLACES];
    private final int[] bytes = new int[PLACES];
    private final Streams.@Nullable Stream[] streams = new Streams.Stream[PLACES];
    private final @Nullable QueuedCall[] handedOver = new QueuedCall[PLACES];
    private final AtomicIntegerArray states = new AtomicIntegerArray(PLACES);
    private final EventGroup[] groups = new EventGroup[PLACES / EventGroup.EVENTS];
    /** Places that are not released; for the sender alone. */
    private int unreleased = PLACES;

    Slab(Deliveries deliveries, Streams streams, CallEncoder encoder) {
        this.streamKeys = streams;
        this.encoder = encoder;
        for (int group = 0; group < groups.length; group++) {
            groups[group] = new EventGroup(this, group * EventGroup.EVENTS, deliveries);
        }
    }

    /** Fills a place; returns whether the call was copied, so that its memory is free. */
    boolean put(int place, QueuedCall call) {
        boolean copied = call.isPlain() && call.body.size() <= LONGEST;
        bytes[place] = call.bytes();
        streams[place] = call.stream();
        if (copied) {
            lengths[place] = (short) call.body.size();
            call.body.copyTo(bodies, place * LONGEST);
        } else {
            handedOver[place] = call;
        }
        states.setRelease(place, FILLED);
        return copied;
    }

    boolean isFilled(int place) {
        return states.getAcquire(place) == FILLED;
    }

    /** The event that the call in a place becomes. */
    QueuedEvent event(int place) {
        return groups[place / EventGroup.EVENTS].event(place % EventGroup.EVENTS);
    }

    /** The call of a place that was handed over; null where it was copied. */
    @Nullable
    QueuedCall call(int place) {
        return handedOver[place];
    }

    /** Gives out the call of a place that was handed over; null where it was copied. */
    @Nullable
    QueuedCall takeCall(int place) {
        QueuedCall call = handedOver[place];
        if (call != null) {
            handedOver[place] = null;
        }
        return call;
    }

    Streams.Stream stream(int place) {
        Streams.Stream stream = streams[place];
        if (stream == null) {
            throw new IllegalStateException("nothing was put into place " + place);
        }
        return stream;
    }

    int bytes(int place) {
        return bytes[place];
    }

    byte[] key(int place) {
        return streamKeys.key(stream(place));
    }

    /** The event with this number of a call that was copied, in memory that may be used for the next one asked for. */
    byte[] value(int place, long sequence) {
        return encoder.complete(bodies, place * LONGEST, lengths[place], streamKeys.producerId(), sequence);
    }

    /** Of places that were filled, so many more are done with; returns whether all of the slab now are. */
    boolean release(int places) {
        unreleased -= places;
        return unreleased == 0;
    }

    /** Makes all places free, once all were released. */
    void clear() {
        unreleased = PLACES;
        for (int place = 0; place < PLACES; place++) {
            states.setPlain(place, FREE);
        }
    }
}
