package io.costream.producer.internal;

import static java.util.Objects.requireNonNull;

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
 * between closing and the last look. Up to which position there is room is worked out when the tail has come there:
 * until then the tail is all that the threads change in common.
 *
 * <p>Places are grouped in slabs, which come into the ring before the first position of theirs is claimed, and leave it
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
    /** Before this position there is room. */
    private static final int LIMIT = 2 * APART;

    private static final int HEAD = 3 * APART;
    /** How many places of slabs are released; beside the head, which the same thread changes. */
    private static final int RELEASED = HEAD + 1;
    /** Bytes of calls besides their places. */
    private static final int MORE_BYTES = 4 * APART;

    private final AtomicReferenceArray<@Nullable Slab> slabs;
    private final Spares<Slab> spareSlabs;
    /** Memory for calls that are not copied. */
    private final Spares<QueuedCall> spareCalls = new Spares<>(QueuedCall::new);

    private final int capacity;
    private final long byteLimit;
    private final AtomicLongArray counters = new AtomicLongArray(5 * APART);
    /** The last offer found no room: the next one looks before it is made. */
    private volatile boolean seemsFull;

    private @Nullable Slab takenFrom;

    /** @param slabs makes a slab */
    CallRing(int capacity, long byteLimit, Supplier<Slab> slabs) {
        // One more than the positions in use can touch.
        int groups = Integer.highestOneBit(capacity / Slab.PLACES + 2) * 2;
        this.slabs = new AtomicReferenceArray<>(groups);
        this.spareSlabs = new Spares<>(slabs);
        this.capacity = capacity;
        this.byteLimit = byteLimit;
    }

    /** Offers a call. Its memory is the caller's again at the return. */
    Offer offer(QueuedCall call) {
        return Slab.fits(call) ? offerCopy(call) : offerMore(call);
    }

    private Offer offerCopy(QueuedCall call) {
        long position = claim();
        if (position < 0) {
            seemsFull = true;
            return refusal();
        }
        slab(position).copy(place(position), call);
        return Offer.TAKEN;
    }

    /** Offers what may take up more than a place. */
    private Offer offerMore(QueuedCall call) {
        QueuedCall kept = spareCalls.take();
        long size = Slab.moreBytes(call);
        long more = counters.addAndGet(MORE_BYTES, size);
        long position = -1;
        try {
            // What was worked out before knows nothing of these bytes.
            newLimit();
            // Others who come at the same time must not keep out the one that fits.
            position = claimBefore(limit(more));
        } finally {
            if (position < 0) {
                counters.addAndGet(MORE_BYTES, -size);
                spareCalls.give(kept);
            }
        }
        if (position < 0) {
            seemsFull = true;
            return refusal();
        }
        kept.takeOver(call);
        slab(position).handOver(place(position), kept);
        return Offer.TAKEN;
    }

    private long claim() {
        long position = claimBefore(counters.getAcquire(LIMIT));
        return position < 0 ? claimBefore(newLimit()) : position;
    }

    /** Claims the next position, if it is before the limit. */
    private long claimBefore(long limit) {
        long position = counters.get(TAIL);
        while (position >= 0 && position < limit) {
            if (place(position) == 0) {
                // Whoever claims a position after this one finds the slab, and need not make one with a claim in hand.
                addSlab(position);
            }
            if (counters.compareAndSet(TAIL, position, position + 1)) {
                return position;
            }
            position = counters.get(TAIL);
        }
        return -1;
    }

    /** Works out up to where there is room and publishes it; begins anew where another thread did so meanwhile. */
    private long newLimit() {
        long before;
        long limit;
        do {
            before = counters.get(LIMIT);
            limit = limit(counters.get(MORE_BYTES));
        } while (!counters.compareAndSet(LIMIT, before, limit));
        return limit;
    }

    /** Up to where there is room beside so many bytes that calls take up besides their places. */
    private long limit(long moreBytes) {
        long places = Math.floorDiv(byteLimit - moreBytes, Slab.PLACE);
        return Math.min(counters.get(HEAD) + capacity, counters.get(RELEASED) + places);
    }

    private static int place(long position) {
        return (int) position & (Slab.PLACES - 1);
    }

    private int group(long position) {
        return (int) (position / Slab.PLACES) & (slabs.length() - 1);
    }

    private void addSlab(long position) {
        int group = group(position);
        if (slabs.get(group) == null) {
            Slab spare = spareSlabs.take();
            if (!slabs.compareAndSet(group, null, spare)) {
                spareSlabs.give(spare);
            }
        }
    }

    /** The slab of a claimed position. */
    private Slab slab(long position) {
        return requireNonNull(slabs.get(group(position)));
    }

    /** Whether even the smallest call finds no room now; also where the queue is closed. */
    boolean isFull() {
        return seemsFull && isFullNow();
    }

    private boolean isFullNow() {
        long position = counters.get(TAIL);
        seemsFull = position < 0 || position >= newLimit();
        return seemsFull;
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
        slab.empty(place);
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
        long more = event.moreBytes();
        event.forget();
        release(event.group().slab(), 1, more);
    }

    /**
     * Events of so many places of a slab that have been given back are done with.
     *
     * @param moreBytes what their calls took up besides the places
     */
    void release(Slab slab, int places, long moreBytes) {
        if (moreBytes > 0) {
            counters.addAndGet(MORE_BYTES, -moreBytes);
        }
        counters.setRelease(RELEASED, counters.getPlain(RELEASED) + places);
        if (slab.release(places)) {
            slab.reuse();
            spareSlabs.give(slab);
        }
    }

    /** Whether so much waits or is under way that soon an offer may find no room. */
    boolean isHalfFull() {
        return bytes() > byteLimit / 2 || offered() - taken() > capacity / 2;
    }

    void close() {
        counters.getAndUpdate(TAIL, position -> position | CLOSED_BIT);
        seemsFull = true;
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

    /** Bytes of the calls that wait here or are not released yet, and of their places. */
    long bytes() {
        return (offered() - counters.get(RELEASED)) * Slab.PLACE + counters.get(MORE_BYTES);
    }
}
