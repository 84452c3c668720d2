package io.costream.producer.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads record, the sender sends, and Kafka's own thread answers late, out of order and not always well. */
@Timeout(60)
class EventsUnderContentionTest {
    private static final long SEED = Long.getLong("costream.contention.seed", 20_261_122);
    private static final int THREADS = 4;
    private static final int CALLS = 10_000;
    private static final Pattern EVENT = Pattern.compile("-(\\d+)\\x00.*model-(\\d{6})-", Pattern.DOTALL);

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private final BlockingQueue<Callback> unanswered = new LinkedBlockingQueue<>();
    private final Map<String, byte[]> bytesByNumber = new ConcurrentHashMap<>();
    private final Map<String, String> numbersByCall = new ConcurrentHashMap<>();
    private final AtomicInteger changed = new AtomicInteger();
    private final Thread kafkasThread = new Thread(this::answer, "answers");
    private volatile boolean ended;

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> event, @Nullable Callback callback) {
                    note(event.value().clone());
                    unanswered.add(requireNonNull(callback));
                    return new CompletableFuture<>();
                }

                @Override
                public synchronized void flush() {}
            };

    @AfterEach
    void endAnswers() throws InterruptedException {
        ended = true;
        kafkasThread.join();
    }

    private void note(byte[] event) {
        Matcher parts = EVENT.matcher(new String(event, StandardCharsets.ISO_8859_1));
        if (!parts.find()) {
            changed.incrementAndGet();
            return;
        }
        byte[] before = bytesByNumber.putIfAbsent(parts.group(1), event);
        String other = numbersByCall.putIfAbsent(parts.group(2), parts.group(1));
        if ((before != null && !Arrays.equals(before, event)) || (other != null && !other.equals(parts.group(1)))) {
            changed.incrementAndGet();
        }
    }

    private void answer() {
        Random random = new Random(SEED);
        List<Callback> some = new ArrayList<>();
        while (!ended) {
            unanswered.drainTo(some, 1 + random.nextInt(2_000));
            while (!some.isEmpty()) {
                int which = random.nextInt(Math.min(some.size(), 300));
                boolean fails = random.nextInt(2_000) == 0;
                some.remove(which).onCompletion(null, fails ? new TimeoutException("no leader") : null);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private CallRecorder recorder() {
        CostreamConfig config = CostreamConfig.of(
                Map.of("bootstrap.servers", "x:1", "schema.registry.url", "http://x", "queue.calls", "5000"));
        CallEncoder encoder = new AvroCallEncoder(config, () -> OptionalInt.of(1), () -> {
            throw new IllegalStateException("events are written directly");
        });
        return RecorderFactory.create(config, metrics, encoder, () -> kafka, Clock.systemUTC());
    }

    private void recordAll(CallRecorder recorder, int thread) {
        for (int i = 0; i < CALLS; i++) {
            while (metrics.recordedCalls() - metrics.sentCalls() > 4_000) {
                LockSupport.parkNanos(10_000);
            }
            // Some are too long for a place of the queue.
            String model = "model-" + (100_000 + thread * CALLS + i) + "-" + "x".repeat(i % 40 == 0 ? 500 : 0);
            recorder.record(Call.builder().tenant("acme").model(model).build());
        }
    }

    @Test
    void sendsEveryCallWithOneNumberAndTheSameBytesAtEveryAttempt() throws InterruptedException {
        kafkasThread.start();
        CallRecorder recorder = recorder();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int number = t;
            Thread thread = new Thread(() -> recordAll(recorder, number));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        boolean sent = recorder.close(Duration.ofSeconds(30));

        assertThat(sent).isTrue();
        assertThat(metrics.droppedCalls()).isZero();
        assertThat(metrics.sentCalls()).isEqualTo((long) THREADS * CALLS);
        assertThat(changed).as("seed " + SEED).hasValue(0);
        assertThat(numbersByCall).hasSize(THREADS * CALLS);
        assertThat(bytesByNumber).hasSize(THREADS * CALLS);
        assertThat(metrics.retriedCalls()).isPositive();
    }
}
