package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The events of some places side by side. While any is under way the group is listed, and the sender asks it whether
 * they are settled, which is one place in memory for all of them. Only settling is for any thread.
 */
final class EventGroup {
    static final int EVENTS = 32;
    private static final AtomicIntegerFieldUpdater<EventGroup> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(EventGroup.class, "settled");

    /** The group that was listed after this one, while both are. */
    @Nullable
    EventGroup next;

    private final Slab slab;
    private final QueuedEvent[] events = new QueuedEvent[EVENTS];
    private boolean listed;
    private boolean keeping;
    private long start;
    private int size;
    private long moreBytes;
    private volatile int settled;

    EventGroup(Slab slab, int firstPlace, Deliveries deliveries) {
        this.slab = slab;
        for (int i = 0; i < EVENTS; i++) {
            events[i] = new QueuedEvent(this, firstPlace + i, deliveries);
        }
    }

    Slab slab() {
        return slab;
    }

    /** The event with this number, from 0. */
    QueuedEvent event(int number) {
        return events[number];
    }

    boolean isListed() {
        return listed;
    }

    /** Begins to count anew, when no event is under way. */
    void list(long newStart) {
        listed = true;
        start = newStart;
        size = 0;
        moreBytes = 0;
        SETTLED.lazySet(this, 0);
    }

    /** Each call before this number came before those that are under way here. */
    long start() {
        return start;
    }

    void begin(QueuedEvent event) {
        size++;
        moreBytes += event.moreBytes();
        keeping |= event.isKept();
        event.begin();
    }

    /** One event more is settled. */
    void settleOne() {
        SETTLED.getAndIncrement(this);
    }

    /** Whether all events that began since the group was listed are settled. */
    boolean isSettled() {
        return settled == size;
    }

    /** How many events began since the group was listed. */
    int size() {
        return size;
    }

    /** What those take up besides their places. */
    long moreBytes() {
        return moreBytes;
    }

    /** All are settled: nothing is kept, and the next event lists the group again. */
    void unlist() {
        listed = false;
        // A group in old memory must not keep those behind it.
        next = null;
        if (keeping) {
            keeping = false;
            for (QueuedEvent event : events) {
                event.forget();
            }
        }
    }
}
