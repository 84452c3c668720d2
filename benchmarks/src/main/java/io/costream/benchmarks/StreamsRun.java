package io.costream.benchmarks;

import io.costream.processor.ProcessorConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** A topology that runs with the settings that the stream processor has. */
final class StreamsRun implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private StreamsRun(KafkaStreams streams) {
        this.streams = streams;
    }

    static StreamsRun start(Course course, Topology topology, Map<String, Object> settings) {
        Properties properties = new Properties();
        properties.putAll(ProcessorConfig.of(course.processorKeys()).streams());
        properties.putAll(settings);
        StreamsRun run = new StreamsRun(new KafkaStreams(topology, properties));
        run.streams.setUncaughtExceptionHandler(error -> {
            run.failure.compareAndSet(null, error);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        run.streams.start();
        return run;
    }

    /** @throws IllegalStateException where the topology has failed */
    void check() {
        Throwable error = failure.get();
        if (error != null) {
            throw new IllegalStateException("the topology has failed", error);
        }
    }

    @Override
    public void close() {
        streams.close(CLOSE_TIMEOUT);
    }
}
