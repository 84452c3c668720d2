package io.costream.it;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A service that emits calls from several threads; in a process of its own it can be killed. */
final class EmittingProcess implements AutoCloseable {
    static final int TENANTS = 10;
    private static final String SETTLED = "settled ";
    /**
     * How many calls a thread makes in a millisecond. Without a pause, a second in which the sender waits for a broker
     * that is away would fill any queue: that is counted as a loss, and is not what is tested here.
     */
    private static final int CALLS_AT_ONCE = 2;

    private static final long MOST_WAITING = 20_000;

    private final ChildProcess process;

    private EmittingProcess(ChildProcess process) {
        this.process = process;
    }

    /** Starts a service that emits so many calls, with these keys of the producer library. */
    static EmittingProcess start(Map<String, String> config, int threads, int calls) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(threads), Integer.toString(calls)));
        config.forEach((key, value) -> arguments.add(key + "=" + value));
        return new EmittingProcess(ChildProcess.launch(EmittingProcess.class, arguments));
    }

    /** How many calls were acknowledged, and how many were put on disk: the same one may be in both. */
    record Settled(long sent, long spooled) {
        long both() {
            return sent + spooled;
        }
    }

    /** Returns when this many calls are acknowledged or on disk. */
    Settled awaitSettled(long number) {
        Settled settled = new Settled(0, 0);
        while (settled.both() < number) {
            String[] counts =
                    process.awaitLine(SETTLED).substring(SETTLED.length()).split(" ", 2);
            settled = new Settled(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
        }
        return settled;
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }

    /** The call with this number: 100 input tokens, and as many output tokens as tell the numbers apart in a sum. */
    static Call call(int number) {
        return Call.builder()
                .tenant("tenant-" + number % TENANTS)
                .provider("openai")
                .model("gpt-4o")
                .usage(Usage.builder()
                        .tokens(Unit.INPUT_UNCACHED, 100)
                        .tokens(Unit.OUTPUT_TEXT, 1 + number % 997)
                        .build())
                .build();
    }

    /** Emits the calls 0 to below the number from several threads; returns when the last one is recorded. */
    static void emit(CallRecorder recorder, InMemoryCallMetrics metrics, int threads, int calls) {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = i;
            Thread thread = new Thread(() -> emitEvery(recorder, metrics, first, threads, calls));
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while calls are emitted", e);
            }
        }
    }

    private static void emitEvery(CallRecorder recorder, InMemoryCallMetrics metrics, int first, int step, int calls) {
        int made = 0;
        for (int number = first; number < calls; number += step) {
            recorder.record(call(number));
            made++;
            if (made % CALLS_AT_ONCE == 0) {
                do {
                    LockSupport.parkNanos(1_000_000);
                } while (waiting(metrics) > MOST_WAITING);
            }
        }
    }

    /** The sender tells after each of its passes what waits; while it waits for a broker, the counts know more. */
    private static long waiting(InMemoryCallMetrics metrics) {
        long open = metrics.recordedCalls() - metrics.sentCalls() - metrics.spooledCalls();
        return Math.max(metrics.waitingCalls(), open);
    }

    public static void main(String[] args) {
        Map<String, String> config = new HashMap<>();
        for (String argument : List.of(args).subList(2, args.length)) {
            String[] parts = argument.split("=", 2);
            config.put(parts[0], parts[1]);
        }
        InMemoryCallMetrics metrics = new InMemoryCallMetrics();
        CallRecorder recorder = Costream.create(CostreamConfig.of(config), metrics);
        daemon(() -> {
            while (true) {
                System.out.println(SETTLED + metrics.sentCalls() + " " + metrics.spooledCalls());
                System.out.flush();
                LockSupport.parkNanos(10_000_000);
            }
        });
        daemon(() -> {
            try {
                // Standard input ends with the parent: no service outlives a test that was itself killed.
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
                System.err.println(ended);
            }
            Runtime.getRuntime().halt(1);
        });
        emit(recorder, metrics, Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        LockSupport.park();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
