package io.costream.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.errors.InterruptException;

/** Threads that work until they are told to end, and count what they have done. Thread-safe. */
final class Work implements Processing {
    private final ExecutorService pool;
    private final List<Future<?>> parts = new ArrayList<>();
    private final LongAdder done = new LongAdder();
    private volatile boolean ended;

    /** What one of the threads does. */
    interface Part {
        /** Works for as long as {@link Work#goesOn}. */
        void run(int number, Work work) throws Exception;
    }

    private Work(int threads) {
        pool = Executors.newFixedThreadPool(threads);
    }

    static Work start(int threads, Part part) {
        Work work = new Work(threads);
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            work.parts.add(work.pool.submit(() -> {
                part.run(number, work);
                return number;
            }));
        }
        return work;
    }

    boolean goesOn() {
        return !ended;
    }

    void done(int calls) {
        done.add(calls);
    }

    @Override
    public long calls() {
        parts.stream().filter(Future::isDone).forEach(Work::check);
        return done.sum();
    }

    private static void check(Future<?> part) {
        try {
            part.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread has failed", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        ended = true;
        parts.forEach(Work::check);
        pool.shutdown();
    }
}
