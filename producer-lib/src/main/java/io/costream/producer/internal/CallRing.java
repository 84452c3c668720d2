package io.costream.producer.internal;

import io.costream.producer.Call;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the threads of the service and the sender: many threads offer, one takes. Bounded by number and by
 * bytes; an offer allocates nothing and takes no lock.
 *
 * <p>A thread claims a position by moving the tail, then fills the slot. The taker sees a claimed slot that is still
 * empty as the end of the queue for now. The tail's sign says that the queue is closed, so that no offer can come in
 * between closing and the last look.
 */
final class CallRing {
    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    private static final long CLOSED_BIT = Long.MIN_VALUE;

    private final AtomicReferenceArray<@Nullable Call> slots;
    private final int mask;
    private final int capacity;
    private final long byteLimit;
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    CallRing(int capacity, long byteLimit) {
        int size = Integer.highestOneBit(Math.max(2, capacity) * 2 - 1);
        this.slots = new AtomicReferenceArray<>(size);
        this.mask = size - 1;
        this.capacity = capacity;
        this.byteLimit = byteLimit;
    }

    Offer offer(Call call) {
        long size = call.approximateBytes();
        if (bytes.addAndGet(size) > byteLimit) {
            bytes.addAndGet(-size);
            return isClosed() ? Offer.CLOSED : Offer.FULL;
        }
        long position = claim();
        if (position < 0) {
            bytes.addAndGet(-size);
            return isClosed() ? Offer.CLOSED : Offer.FULL;
        }
        slots.setRelease((int) position & mask, call);
        return Offer.TAKEN;
    }

    private long claim() {
        long position = tail.get();
        while (position >= 0 && position - head.get() < capacity) {
            if (tail.compareAndSet(position, position + 1)) {
                return position;
            }
            position = tail.get();
        }
        return -1;
    }

    /** The next call, which stays counted in bytes until it is released. By the taking thread only. */
    @Nullable
    Call take() {
        long position = head.get();
        Call call = slots.getAcquire((int) position & mask);
        if (call != null) {
            slots.setPlain((int) position & mask, null);
            head.setRelease(position + 1);
        }
        return call;
    }

    /** Gives back the bytes of a call that has been taken and is done with. */
    void release(long size) {
        bytes.addAndGet(-size);
    }

    /** Whether so much waits or is under way that soon an offer may find no room. */
    boolean isHalfFull() {
        return bytes() > byteLimit / 2 || offered() - taken() > capacity / 2;
    }

    void close() {
        tail.getAndUpdate(position -> position | CLOSED_BIT);
    }

    boolean isClosed() {
        return tail.get() < 0;
    }

    /** How many calls were ever accepted. */
    long offered() {
        return tail.get() & ~CLOSED_BIT;
    }

    /** How many calls were ever taken. */
    long taken() {
        return head.get();
    }

    /** Bytes of the calls that wait here or are not released yet. */
    long bytes() {
        return bytes.get();
    }
}
