package io.costream.benchmarks;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What emitting costs the caller: bursts into a queue with room, Kafka being out of reach, so that nothing but the
 * caller's part is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 50)
@Fork(1)
public class RecordBenchmark {
    private static final int BURST = 10_000;

    private final Call call = built();
    private CallRecorder recorder = newRecorder();

    private static CallRecorder newRecorder() {
        return Costream.create(CostreamConfig.of(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "schema.registry.url", "http://127.0.0.1:1",
                "queue.calls", Integer.toString(2 * BURST),
                "queue.bytes", "67108864")));
    }

    private static Call built() {
        return Call.builder()
                .tenant("acme")
                .user("chris")
                .provider("openai")
                .model("gpt-4o")
                .operation("chat")
                .at(Instant.parse("2026-03-31T23:59:59Z"))
                .latency(Duration.ofMillis(2_500))
                .usage(Usage.builder()
                        .tokens(Unit.INPUT_UNCACHED, 1_000)
                        .tokens(Unit.OUTPUT_TEXT, 500)
                        .build())
                .build();
    }

    @Setup(Level.Iteration)
    public void empty() {
        recorder = newRecorder();
    }

    @TearDown(Level.Iteration)
    public void close() {
        recorder.close(Duration.ZERO);
    }

    /** A call that is built already. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void recordCall() {
        for (int i = 0; i < BURST; i++) {
            recorder.record(call);
        }
    }

    /** Building the call as well. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void buildAndRecordCall() {
        for (int i = 0; i < BURST; i++) {
            recorder.record(built());
        }
    }
}
