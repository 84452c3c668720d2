package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the threads of the service and the sender: many threads offer, one takes. Bounded by number and by
 * bytes; an offer takes no lock, and memory only where more calls wait than ever before.
 *
 * <p>A thread claims a position by moving the tail, then fills its place. The taker sees a claimed place that is still
 * free as the end of the queue for now. The tail's sign says that the queue is closed, so that no offer can come in
 * between closing and the last look.
 *
 * <p>Places are grouped in slabs, which come into the ring when the first position of theirs is claimed, and leave it
 * when the last one is taken: a claimed position keeps its slab where it is. The slab is used again when the events of
 * all its positions are released, which does not keep others from the positions of further slabs.
 */
final class CallRing {
    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    private static final long CLOSED_BIT = Long.MIN_VALUE;
    /** Counters far enough apart that a change of one does not take the others from a processor's cache. */
    private static final int APART = 16;

    private static final int TAIL = APART;
    private static final int HEAD = 2 * APART;
    /** The head as the offering threads saw it last: they look again only where it seems too far behind. */
    private static final int HEAD_SEEN = 3 * APART;

    private static final int BYTES = 4 * APART;

    private final AtomicReferenceArray<@Nullable Slab> slabs;
    private final Spares<Slab> spareSlabs;
    private final Spares<QueuedCall> spareCalls;
    private final int capacity;
    private final long byteLimit;
    private final AtomicLongArray counters = new AtomicLongArray(5 * APART);
    private @Nullable Slab takenFrom;

    /**
     * @param slabs makes a slab
     * @param spareCalls takes the memory of calls that the queue copied, or that are done with
     */
    CallRing(int capacity, long byteLimit, Supplier<Slab> slabs, Spares<QueuedCall> spareCalls) {
        // One more than the positions in use can touch.
        int groups = Integer.highestOneBit(capacity / Slab.PLACES + 2) * 2;
        this.slabs = new AtomicReferenceArray<>(groups);
        this.spareSlabs = new Spares<>(slabs);
        this.capacity = capacity;
        this.byteLimit = byteLimit;
        this.spareCalls = spareCalls;
    }

    /** Offers a call, whose memory belongs to the queue from now on if it was taken. */
    Offer offer(QueuedCall call) {
        long size = call.bytes();
        if (counters.addAndGet(BYTES, size) > byteLimit) {
            release(size);
            return refusal();
        }
        long position = claim();
        if (position < 0) {
            release(size);
            return refusal();
        }
        if (slab(position).put(place(position), call)) {
            spareCalls.give(call);
        }
        return Offer.TAKEN;
    }

    private long claim() {
        long position = counters.get(TAIL);
        while (position >= 0 && hasRoom(position)) {
            if (counters.compareAndSet(TAIL, position, position + 1)) {
                return position;
            }
            position = counters.get(TAIL);
        }
        return -1;
    }

    private boolean hasRoom(long position) {
        if (position - counters.getAcquire(HEAD_SEEN) < capacity) {
            return true;
        }
        long head = taken();
        counters.setRelease(HEAD_SEEN, head);
        return position - head < capacity;
    }

    private static int place(long position) {
        return (int) position & (Slab.PLACES - 1);
    }

    private int group(long position) {
        return (int) (position / Slab.PLACES) & (slabs.length() - 1);
    }

    private Slab slab(long position) {
        int group = group(position);
        Slab slab = slabs.get(group);
        if (slab != null) {
            return slab;
        }
        Slab spare = spareSlabs.take();
        Slab other = slabs.compareAndExchange(group, null, spare);
        if (other == null) {
            return spare;
        }
        spareSlabs.give(spare);
        return other;
    }

    /** Whether even the smallest call finds no room now; also where the queue is closed. */
    boolean isFull() {
        long position = counters.get(TAIL);
        return position < 0 || !hasRoom(position) || bytes() >= byteLimit;
    }

    /** Why nothing is taken. */
    Offer refusal() {
        return isClosed() ? Offer.CLOSED : Offer.FULL;
    }

    /**
     * The event of the next call; the same until its place is given back. By the taking thread only, as all that
     * follows about places.
     */
    @Nullable
    QueuedEvent take() {
        long position = counters.getPlain(HEAD);
        Slab slab = takenFrom;
        if (slab == null) {
            slab = slabs.get(group(position));
            if (slab == null) {
                return null;
            }
            takenFrom = slab;
        }
        int place = place(position);
        return slab.isFilled(place) ? slab.event(place) : null;
    }

    /**
     * Gives back the place whose event was taken last, and a call that was handed over in it. The event stays until it
     * is released.
     */
    void giveBack() {
        Slab slab = takenFrom;
        if (slab == null) {
            throw new IllegalStateException("no place is taken");
        }
        long position = counters.getPlain(HEAD);
        int place = place(position);
        QueuedCall call = slab.takeCall(place);
        if (place == Slab.PLACES - 1) {
            // Before the head moves: a thread may claim a position of the next slab in this group then.
            slabs.set(group(position), null);
            takenFrom = null;
        }
        counters.setRelease(HEAD, position + 1);
        if (call != null) {
            call.clear();
            spareCalls.give(call);
        }
    }

    /** An event whose place has been given back is done with. */
    void release(QueuedEvent event) {
        release(event.queuedBytes());
        event.forget();
        release(event.group().slab(), 1);
    }

    /** Events of so many places of a slab that have been given back are done with, apart from their bytes. */
    void release(Slab slab, int places) {
        if (slab.release(places)) {
            slab.clear();
            spareSlabs.give(slab);
        }
    }

    /** Gives back the bytes of calls that are done with. */
    void release(long size) {
        counters.addAndGet(BYTES, -size);
    }

    /** Whether so much waits or is under way that soon an offer may find no room. */
    boolean isHalfFull() {
        return bytes() > byteLimit / 2 || offered() - taken() > capacity / 2;
    }

    void close() {
        counters.getAndUpdate(TAIL, position -> position | CLOSED_BIT);
    }

    boolean isClosed() {
        return counters.get(TAIL) < 0;
    }

    /** How many calls were ever accepted. */
    long offered() {
        return counters.get(TAIL) & ~CLOSED_BIT;
    }

    /** How many calls were ever taken and given back. */
    long taken() {
        return counters.get(HEAD);
    }

    /** Bytes of the calls that wait here or are not released yet. */
    long bytes() {
        return counters.get(BYTES);
    }
}
