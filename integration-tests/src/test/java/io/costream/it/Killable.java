package io.costream.it;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A process that is killed and started again. For one thread. */
final class Killable<T> implements AutoCloseable {
    private final Supplier<T> start;
    private final Consumer<T> kill;
    private T current;

    private Killable(Supplier<T> start, Consumer<T> kill) {
        this.start = start;
        this.kill = kill;
        this.current = start.get();
    }

    static <T> Killable<T> start(Supplier<T> start, Consumer<T> kill) {
        return new Killable<>(start, kill);
    }

    T get() {
        return current;
    }

    void killAndStart() {
        kill.accept(current);
        current = start.get();
    }

    @Override
    public void close() {
        kill.accept(current);
    }
}
