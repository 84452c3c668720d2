package io.costream.benchmarks;

import io.costream.processor.ProcessorConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** Runs a topology with the settings that the stream processor has, until it is done. */
final class StreamsRun {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private StreamsRun() {}

    /** From the moment the topology runs until all is done. */
    static void time(
            Course course, Stopwatch watch, Topology topology, Map<String, Object> settings, BooleanSupplier done)
            throws InterruptedException {
        Properties properties = new Properties();
        properties.putAll(ProcessorConfig.of(course.processorKeys()).streams());
        properties.putAll(settings);
        KafkaStreams streams = new KafkaStreams(topology, properties);
        CountDownLatch running = new CountDownLatch(1);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        streams.setUncaughtExceptionHandler(error -> {
            failure.compareAndSet(null, error);
            running.countDown();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        try {
            streams.start();
            running.await();
            watch.begin();
            await(() -> failure.get() != null || done.getAsBoolean());
            Throwable error = failure.get();
            if (error != null) {
                throw new IllegalStateException(course.applicationId() + " has failed", error);
            }
            watch.end(course.calls());
        } finally {
            streams.close(CLOSE_TIMEOUT);
        }
    }

    /** Waits, and gives up where something must have gone wrong. */
    static void await(BooleanSupplier done) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not done after " + LONGEST);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
