package io.costream.benchmarks;

import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What emitting a call that is built already costs the thread that makes it; {@code -t 8} for eight threads. The warm-up
 * is long since Kafka and the broker in the same process are compiled meanwhile too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 6)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class RecordBenchmark {
    private static final int QUEUE = 65_536;

    /**
     * free: Kafka is up and the queue has room. full: nothing is taken any more. down: Kafka cannot be reached, and
     * calls go to disk.
     */
    @Param({"free", "full", "down"})
    public String queue = "free";

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private final Call call = built();
    private AutoCloseable servers = () -> {};
    private CallRecorder recorder = Costream.create(config(Map.of()));

    /** Lets a thread wait, outside of what is measured, while more than half of the queue is taken. */
    @State(Scope.Thread)
    public static class Pace {
        private static final int LOOK_EVERY = 64;
        private int made;

        @Setup(Level.Invocation)
        public void await(RecordBenchmark benchmark) {
            if (++made % LOOK_EVERY == 0 && !benchmark.queue.equals("full")) {
                while (benchmark.waiting() > QUEUE / 4) {
                    LockSupport.parkNanos(100_000);
                }
            }
        }
    }

    /** Exactly, and not as of the sender's last pass. */
    private long waiting() {
        return metrics.recordedCalls() - metrics.sentCalls() - metrics.spooledCalls();
    }

    private static CostreamConfig config(Map<String, String> more) {
        Map<String, String> keys =
                new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1"));
        keys.putAll(more);
        return CostreamConfig.of(keys);
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

    @Setup(Level.Trial)
    public void start() throws IOException {
        recorder.close(Duration.ZERO);
        if (queue.equals("full")) {
            recorder = Costream.create(config(Map.of("queue.calls", "16")), metrics);
            for (int i = 0; i < 1_000; i++) {
                recorder.record(call);
            }
            return;
        }
        WorkFolder folder = new WorkFolder(Files.createTempDirectory("record-benchmark"));
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0);
        servers = () -> {
            registry.close();
            broker.close();
            folder.close();
        };
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicsAdmin.createOrVerify(admin, Topics.withPrefix(Topics.DEFAULT_PREFIX), (short) 1);
        }
        Map<String, String> keys = new HashMap<>(Map.of("schema.registry.url", registry.url()));
        if (queue.equals("free")) {
            keys.put("bootstrap.servers", broker.bootstrapServers());
        } else {
            keys.put("spool.dir", folder.resolve("spool").toString());
            keys.put("spool.bytes", Long.toString(4L << 30));
        }
        recorder = Costream.create(config(keys), metrics);
        recorder.record(call);
        recorder.flush(Duration.ofSeconds(30));
    }

    @TearDown(Level.Trial)
    public void stop() throws Exception {
        recorder.close(Duration.ofSeconds(1));
        servers.close();
        System.out.printf(
                "%n%s: recorded %,d, sent %,d, on disk %,d, lost %,d%n",
                queue, metrics.recordedCalls(), metrics.sentCalls(), metrics.spooledCalls(), metrics.droppedCalls());
    }

    @Benchmark
    public void record(Pace pace) {
        recorder.record(call);
    }
}
