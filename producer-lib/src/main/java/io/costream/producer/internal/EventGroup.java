package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Some events that went on their way one after the other. The sender asks the group whether they are settled, which is
 * one place in memory for all of them. Only settling is for any thread.
 */
final class EventGroup {
    private static final int MOST = 32;
    private static final AtomicIntegerFieldUpdater<EventGroup> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(EventGroup.class, "settled");

    /** The group that came after this one, while both are under way. */
    @Nullable
    EventGroup next;

    /** Each call before this number came before the group. */
    private final long start;

    private final @Nullable Event[] events = new Event[MOST];
    private int size;
    private long bytes;
    private volatile int settled;

    EventGroup(long start) {
        this.start = start;
    }

    long start() {
        return start;
    }

    boolean isFull() {
        return size == MOST;
    }

    void add(Event event) {
        events[size++] = event;
        bytes += event.queuedBytes;
        event.begin(this);
    }

    /** One event more is settled. */
    void settleOne() {
        SETTLED.getAndIncrement(this);
    }

    /** Whether all events that were added so far are settled. */
    boolean isSettled() {
        return settled == size;
    }

    int size() {
        return size;
    }

    /** What its events took up in the queue. */
    long bytes() {
        return bytes;
    }

    /** Of events that were added, the one with this number, from 0. */
    Event event(int number) {
        Event event = events[number];
        if (event == null) {
            throw new IndexOutOfBoundsException(number);
        }
        return event;
    }
}
