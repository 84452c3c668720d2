package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Memory that is used again: what was given back last is taken first, since a processor's cache still has it. New
 * memory is made only when there is none to spare, so that there is hardly more than was in use at a time: at most one
 * for each of sixteen groups of threads. Safe for use by many threads, without a lock.
 */
final class Spares<T> {
    private static final int SLOTS = 16;
    /** Far enough from one another that two threads do not take them from each other's cache. */
    private static final int APART = 16;

    private final Supplier<T> maker;
    /** One for each of a few threads, which mostly give back what they took. */
    private final AtomicReferenceArray<@Nullable T> near = new AtomicReferenceArray<>(SLOTS * APART);

    private final AtomicReference<@Nullable Spare<T>> top = new AtomicReference<>();

    /** Never used twice, so that a thread that was held up cannot take one for another. */
    private record Spare<T>(T memory, @Nullable Spare<T> below) {}

    Spares(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        int slot = slot();
        T own = near.get(slot) == null ? null : near.getAndSet(slot, null);
        return own == null ? takeShared() : own;
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() % SLOTS) * APART;
    }

    private T takeShared() {
        Spare<T> spare = top.get();
        while (spare != null) {
            if (top.compareAndSet(spare, spare.below)) {
                return spare.memory;
            }
            spare = top.get();
        }
        return maker.get();
    }

    void give(T memory) {
        T before = near.getAndSet(slot(), memory);
        if (before != null) {
            giveShared(before);
        }
    }

    private void giveShared(T memory) {
        Spare<T> previous;
        do {
            previous = top.get();
        } while (!top.compareAndSet(previous, new Spare<>(memory, previous)));
    }
}
