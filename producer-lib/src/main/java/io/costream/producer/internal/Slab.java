package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Places of the queue, side by side, so that the processor has the next call at hand before the sender asks for it.
 * Each place is filled by one thread and emptied by the sender, and all that a call needs is in a few lines of memory
 * that it hardly shares with another: each line has to come from the other's cache. The event of a call is written out
 * of its place as often as it is sent, rather than kept apart, so that a call's bytes are in memory once; the place is
 * released when the event is settled, and the slab serves again when all its places are.
 */
final class Slab {
    static final int PLACES = 256;
    /** Bytes of a body that fit; what is longer, or has more than a body, is handed over as it is. */
    static final int LONGEST = 384;

    /** What is known of a call, in numbers that are no neighbours of another call's. */
    private static final int NUMBERS = 8;

    private static final int STATE = 0;
    private static final int LENGTH = 1;
    private static final int STREAM = 2;
    private static final int MORE_BYTES = 3;
    /** Bytes of a place: its numbers and its body. */
    static final int PLACE = NUMBERS * Long.BYTES + LONGEST;

    private static final int FREE = 0;
    private static final int FILLED = 1;

    private final Streams streams;
    private final CallEncoder encoder;
    private final AtomicLongArray numbers = new AtomicLongArray(PLACES * NUMBERS);
    private final byte[] bodies = new byte[PLACES * LONGEST];
    private final @Nullable QueuedCall[] handedOver = new QueuedCall[PLACES];
    private final EventGroup[] groups = new EventGroup[PLACES / EventGroup.EVENTS];
    /** Places that are not released; for the sender alone. */
    private int unreleased = PLACES;

    Slab(Deliveries deliveries, Streams streams, CallEncoder encoder) {
        this.streams = streams;
        this.encoder = encoder;
        for (int group = 0; group < groups.length; group++) {
            groups[group] = new EventGroup(this, group * EventGroup.EVENTS, deliveries);
        }
    }

    /** Whether a call can be copied into a place. */
    static boolean fits(QueuedCall call) {
        return call.isPlain() && call.body.size() <= LONGEST;
    }

    /** What a call that is handed over takes up besides its place. */
    static int moreBytes(QueuedCall call) {
        return Math.max(0, call.bytes() - PLACE);
    }

    /** Fills a place with a copy of a call that fits. */
    void copy(int place, QueuedCall call) {
        call.body.copyTo(bodies, place * LONGEST);
        fill(place, call, 0);
    }

    /** Fills a place with a call, whose memory belongs to the slab from now on. */
    void handOver(int place, QueuedCall call) {
        handedOver[place] = call;
        fill(place, call, moreBytes(call));
    }

    private void fill(int place, QueuedCall call, int moreBytes) {
        int at = place * NUMBERS;
        numbers.setPlain(at + LENGTH, call.body.size());
        numbers.setPlain(at + STREAM, call.stream());
        numbers.setPlain(at + MORE_BYTES, moreBytes);
        numbers.setRelease(at + STATE, FILLED);
    }

    boolean isFilled(int place) {
        return numbers.getAcquire(place * NUMBERS + STATE) == FILLED;
    }

    /** Makes a place free again for when the slab is used again; what is in it stays until then. */
    void empty(int place) {
        numbers.setPlain(place * NUMBERS + STATE, FREE);
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
        return streams.numbered(number(place, STREAM));
    }

    /** What the call takes up besides its place. */
    int moreBytes(int place) {
        return number(place, MORE_BYTES);
    }

    private int number(int place, int which) {
        return (int) numbers.getPlain(place * NUMBERS + which);
    }

    byte[] key(int place) {
        return streams.key(stream(place));
    }

    /** The event with this number of a call that was copied, in memory that may be used for the next one asked for. */
    byte[] value(int place, long sequence) {
        return encoder.complete(bodies, place * LONGEST, number(place, LENGTH), streams.producerId(), sequence);
    }

    /** Of places that were filled, so many more are done with; returns whether all of the slab now are. */
    boolean release(int places) {
        unreleased -= places;
        return unreleased == 0;
    }

    /** Begins anew, once all places were emptied and released. */
    void reuse() {
        unreleased = PLACES;
    }
}
