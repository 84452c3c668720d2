package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Places of the queue, side by side, so that the processor has the next call at hand before the sender asks for it.
 * Each place is filled by one thread and emptied by the sender.
 */
final class Slab {
    static final int PLACES = 256;
    /** Bytes of a body that fit; what is longer, or has more than a body, is handed over as it is. */
    static final int LONGEST = 384;

    private static final int FREE = 0;
    private static final int FILLED = 1;

    private final byte[] bodies = new byte[PLACES * LONGEST];
    private final short[] lengths = new short[PLACES];
    private final int[] bytes = new int[PLACES];
    private final Streams.@Nullable Stream[] streams = new Streams.Stream[PLACES];
    private final @Nullable QueuedCall[] handedOver = new QueuedCall[PLACES];
    private final AtomicIntegerArray states = new AtomicIntegerArray(PLACES);

    /** Fills a place; returns whether the call was copied, so that its memory is free. */
    boolean put(int place, QueuedCall call) {
        boolean copied = call.isPlain() && call.body.size() <= LONGEST;
        if (copied) {
            lengths[place] = (short) call.body.size();
            bytes[place] = call.bytes();
            streams[place] = call.stream();
            call.body.copyTo(bodies, place * LONGEST);
        } else {
            handedOver[place] = call;
        }
        states.setRelease(place, FILLED);
        return copied;
    }

    /** The call of a place, in the memory given or in its own; null where the place is not filled yet. */
    @Nullable
    QueuedCall take(int place, QueuedCall memory) {
        if (states.getAcquire(place) == FREE) {
            return null;
        }
        QueuedCall call = handedOver[place];
        if (call != null) {
            handedOver[place] = null;
            return call;
        }
        Streams.Stream stream = streams[place];
        if (stream == null) {
            throw new IllegalStateException("a place was filled with nothing");
        }
        memory.begin(bodies, place * LONGEST, lengths[place], stream, bytes[place]);
        return memory;
    }

    /** Makes all places free, once all were taken. */
    void clear() {
        for (int place = 0; place < PLACES; place++) {
            states.setPlain(place, FREE);
        }
    }
}
