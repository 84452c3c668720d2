package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What emitting a call asks of the thread that makes it. */
@Timeout(60)
class CallerThreadTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MOST_BYTES = 200;

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private final Set<Thread> inKafkaOrRegistry = ConcurrentHashMap.newKeySet();

    private CallRecorder recorder(int queue) {
        CostreamConfig config = CostreamConfig.of(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "schema.registry.url",
                "http://127.0.0.1:1",
                "queue.calls",
                Integer.toString(queue),
                "queue.bytes",
                Long.toString(1L << 30)));
        CallEncoder encoder = new AvroCallEncoder(config, this::schemaId, () -> {
            throw new IllegalStateException("events are written directly");
        });
        return RecorderFactory.create(config, metrics, encoder, this::producer, Clock.systemUTC());
    }

    private OptionalInt schemaId() {
        inKafkaOrRegistry.add(Thread.currentThread());
        return OptionalInt.of(1);
    }

    private Producer<byte[], byte[]> producer() {
        inKafkaOrRegistry.add(Thread.currentThread());
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Call call() {
        return Call.builder()
                .tenant("acme")
                .user("chris")
                .model("gpt-4o")
                .at(Instant.parse("2026-03-31T12:00:00Z"))
                .usage(Usage.builder().tokens(Unit.INPUT_UNCACHED, 1000).build())
                .build();
    }

    @Test
    void neverEntersKafkaOrTheRegistry() {
        CallRecorder recorder = recorder(4096);

        for (int i = 0; i < 1_000; i++) {
            recorder.record(call());
        }
        boolean sent = recorder.close(SOON);

        assertThat(sent).isTrue();
        assertThat(metrics.sentCalls()).isEqualTo(1_000);
        assertThat(inKafkaOrRegistry).extracting(Thread::getName).containsExactly("costream-sender");
    }

    @Test
    void allocatesNextToNothing() {
        int calls = 20_000;
        Call call = call();
        CallRecorder recorder = recorder(1 << 17);
        for (int i = 0; i < calls; i++) {
            recorder.record(call);
        }
        recorder.flush(SOON);

        long free = bytesPerCall(recorder, call, calls);
        recorder.close(SOON);
        long closed = bytesPerCall(recorder, call, calls);

        assertThat(free).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(closed).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(metrics.recordedCalls()).isEqualTo(2L * calls);
    }

    private static long bytesPerCall(CallRecorder recorder, Call call, int calls) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < calls; i++) {
            recorder.record(call);
        }
        return (threads.getThreadAllocatedBytes(id) - before) / calls;
    }

    @Test
    void mayBeVirtual() throws ReflectiveOperationException, InterruptedException {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads need Java 21");
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        CallRecorder recorder = recorder(1 << 16);

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Runnable task =
                    () -> recorder.call(call()).run(() -> "", (answer, ongoing) -> ongoing.succeeded(Usage.NONE));
            threads.add((Thread) start.invoke(null, task));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        boolean sent = recorder.close(SOON);

        assertThat(sent).isTrue();
        assertThat(metrics.sentCalls()).isEqualTo(1_000);
        assertThat(metrics.droppedCalls()).isZero();
    }
}
