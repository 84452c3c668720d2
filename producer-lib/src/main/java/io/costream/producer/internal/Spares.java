package io.costream.producer.internal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Memory that is used again: what was given back last is taken first, since a processor's cache still has it. New
 * memory is made only when there is none to spare, so that there is hardly more than was in use at a time. Safe for use
 * by many threads, without a lock.
 */
final class Spares<T> {
    private final Supplier<T> maker;
    private final AtomicReference<@Nullable Spare<T>> top = new AtomicReference<>();

    /** Never used twice, so that a thread that was held up cannot take one for another. */
    private record Spare<T>(T memory, @Nullable Spare<T> below) {}

    Spares(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
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
        Spare<T> previous;
        do {
            previous = top.get();
        } while (!top.compareAndSet(previous, new Spare<>(memory, previous)));
    }
}
