package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.CallMetrics;
import io.costream.producer.CallRecorder;
import io.costream.producer.CostreamConfig;
import io.costream.producer.DropReason;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.producer.OngoingCall;
import io.costream.producer.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private MockProducer<byte[], byte[]> kafka = kafka();
    private final FakeEncoder encoder = new FakeEncoder();

    private static MockProducer<byte[], byte[]> kafka() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private CallRecorder recorder(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "bootstrap.servers",
                "localhost:9092",
                "schema.registry.url",
                "http://localhost:8081",
                "sender",
                "caller"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return RecorderFactory.create(CostreamConfig.of(all), metrics, encoder, this::producer, NOON);
    }

    private Producer<byte[], byte[]> producer() {
        return kafka;
    }

    private static Call call(String tenant, String model) {
        return Call.builder().tenant(tenant).model(model).build();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<String> sequences(String key) {
        return kafka.history().stream()
                .filter(event -> text(event.key()).equals(key))
                .map(RecorderTest::sequence)
                .toList();
    }

    private static String sequence(ProducerRecord<byte[], byte[]> event) {
        String text = new String(event.value(), StandardCharsets.UTF_8);
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Test
    void sendsNothingOnTheThreadThatRecords() {
        CallRecorder recorder = recorder();

        recorder.record(call("acme", "m"));

        assertThat(kafka.history()).isEmpty();
        assertThat(metrics.recordedCalls()).isEqualTo(1);
    }

    @Test
    void sendsWhatWasRecordedWhenFlushed() {
        CallRecorder recorder = recorder();
        recorder.record(call("acme", "m"));

        boolean flushed = recorder.flush(SOON);

        assertThat(flushed).isTrue();
        assertThat(kafka.history()).extracting(ProducerRecord::topic).containsExactly("costream.calls");
        assertThat(kafka.history()).extracting(event -> text(event.key())).containsExactly("acme");
        assertThat(metrics.sentCalls()).isEqualTo(1);
        assertThat(metrics.droppedCalls()).isZero();
    }

    @Test
    void countsUpPerKeyWithoutGaps() {
        CallRecorder recorder = recorder();
        recorder.record(call("acme", "a"));
        recorder.record(call("beta", "b"));
        recorder.record(call("acme", "c"));

        recorder.flush(SOON);

        assertThat(sequences("acme")).containsExactly("0", "1");
        assertThat(sequences("beta")).containsExactly("0");
    }

    @Test
    void keepsAllEventsOfATenantOfThisProducerInOneShard() {
        CallRecorder recorder = recorder("tenant.shards", "acme=8");
        recorder.record(call("acme", "a"));
        recorder.record(call("acme", "b"));

        recorder.flush(SOON);

        assertThat(kafka.history())
                .extracting(event -> text(event.key()))
                .allMatch(key -> key.matches("acme#[0-7]"))
                .containsOnly(text(kafka.history().get(0).key()));
    }

    @Test
    void sendsAgainWithTheSameIdentityAfterAFailure() {
        kafka.sendException = new org.apache.kafka.common.errors.TimeoutException("no leader");
        CallRecorder recorder = recorder();
        recorder.record(call("acme", "m"));
        recorder.flush(Duration.ofMillis(1));
        kafka.sendException = null;

        boolean flushed = recorder.flush(SOON);

        assertThat(flushed).isTrue();
        assertThat(sequences("acme")).containsExactly("0");
        assertThat(encoder.calls).hasSize(1);
        assertThat(metrics.retriedCalls()).isPositive();
        assertThat(metrics.droppedCalls()).isZero();
    }

    @Test
    void waitsForTheRegistryWithoutLosingANumber() {
        encoder.refusals = 1;
        CallRecorder recorder = recorder();
        recorder.record(call("acme", "a"));
        recorder.record(call("acme", "b"));

        boolean flushed = recorder.flush(SOON);

        assertThat(flushed).isTrue();
        assertThat(sequences("acme")).containsExactly("0", "1");
    }

    @Test
    void startsWhileTheBrokersCannotEvenBeResolved() {
        List<String> attempts = new ArrayList<>();
        CostreamConfig config = CostreamConfig.of(
                Map.of("bootstrap.servers", "nowhere:1", "schema.registry.url", "http://nowhere", "sender", "caller"));
        CallRecorder recorder = RecorderFactory.create(
                config,
                metrics,
                encoder,
                () -> {
                    attempts.add("attempt");
                    if (attempts.size() == 1) {
                        throw new ConfigException("No resolvable bootstrap urls");
                    }
                    return kafka;
                },
                NOON);
        recorder.record(call("acme", "m"));

        boolean flushed = recorder.flush(SOON);

        assertThat(flushed).isTrue();
        assertThat(attempts).hasSize(2);
    }

    @Test
    void countsWhatDoesNotFitIntoTheQueue() {
        CallRecorder recorder = recorder("queue.calls", "2");

        for (int i = 0; i < 5; i++) {
            recorder.record(call("acme", "m"));
        }

        assertThat(metrics.recordedCalls()).isEqualTo(2);
        assertThat(metrics.droppedCalls(DropReason.QUEUE_FULL)).isEqualTo(3);
    }

    @Test
    void countsInvalidAndTooLargeCallsInsteadOfThrowing() {
        CallRecorder recorder = recorder("event.max.bytes", "1024");

        recorder.record(null);
        recorder.record(call("acme", ""));
        recorder.record(call("acme", "m".repeat(2000)));

        assertThat(metrics.droppedCalls(DropReason.INVALID)).isEqualTo(2);
        assertThat(metrics.droppedCalls(DropReason.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void takesNothingAfterClose() {
        CallRecorder recorder = recorder();
        recorder.record(call("acme", "a"));
        boolean sent = recorder.close(SOON);

        recorder.record(call("acme", "b"));

        assertThat(sent).isTrue();
        assertThat(kafka.history()).hasSize(1);
        assertThat(kafka.closed()).isTrue();
        assertThat(metrics.droppedCalls(DropReason.CLOSED)).isEqualTo(1);
    }

    @Test
    void countsWhatCouldNotBeSentBeforeTheEnd() {
        kafka.sendException = new org.apache.kafka.common.errors.TimeoutException("no leader");
        CallRecorder recorder = recorder();
        recorder.record(call("acme", "a"));
        recorder.record(call("acme", "b"));

        boolean sent = recorder.close(Duration.ofMillis(5));

        assertThat(sent).isFalse();
        assertThat(metrics.droppedCalls(DropReason.UNSENT_AT_CLOSE)).isEqualTo(2);
    }

    @Test
    void recordsAMeasuredCallAsAnErrorUnlessItSucceeded() {
        CallRecorder recorder = recorder();
        Usage usage = Usage.builder().tokens(Unit.OUTPUT_TEXT, 5).build();

        try (OngoingCall call = recorder.call(call("acme", "good")).start()) {
            call.succeeded(usage);
        }
        try (OngoingCall call = recorder.call(call("acme", "late")).start()) {
            call.failed(new IllegalStateException(new TimeoutException()));
        }
        recorder.call(call("acme", "thrown")).start().close();
        recorder.flush(SOON);

        assertThat(encoder.calls).extracting(Call::outcome).containsExactly(Outcome.OK, Outcome.TIMEOUT, Outcome.ERROR);
        assertThat(encoder.calls.get(0).usage()).isEqualTo(usage);
        assertThat(encoder.calls.get(0).at()).isEqualTo(NOON.instant());
        assertThat(encoder.calls).allMatch(call -> !call.latency().isZero());
    }

    @Test
    void swallowsWhatTheMetricsThrow() {
        CallRecorder recorder = RecorderFactory.create(
                CostreamConfig.of(
                        Map.of("bootstrap.servers", "x:1", "schema.registry.url", "http://x", "sender", "caller")),
                new CallMetrics() {
                    @Override
                    public void recorded() {
                        throw new IllegalStateException("metrics are broken");
                    }
                },
                encoder,
                this::producer,
                NOON);

        recorder.record(call("acme", "m"));

        assertThat(recorder.flush(SOON)).isTrue();
    }

    @Test
    void sendsInTheBackgroundByItself() {
        CallRecorder recorder = recorder("sender", "background");
        for (int i = 0; i < 1000; i++) {
            recorder.record(call("tenant-" + i % 3, "m"));
        }

        boolean flushed = recorder.flush(SOON);
        boolean closed = recorder.close(SOON);

        assertThat(flushed).isTrue();
        assertThat(closed).isTrue();
        assertThat(metrics.sentCalls()).isEqualTo(1000);
        assertThat(metrics.waitingCalls()).isZero();
    }

    @Test
    void goesOverTheDiskBeforeASlowBrokerFillsTheMemory(@TempDir Path folder) {
        kafka = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void flush() {
                // So slow that nothing comes of it in time.
            }
        };
        CallRecorder recorder = recorder("spool.dir", folder.toString(), "queue.bytes", "65536");
        for (int batch = 0; batch < 20; batch++) {
            for (int i = 0; i < 50; i++) {
                recorder.record(call("acme", "m"));
            }

            recorder.flush(Duration.ZERO);
        }

        assertThat(metrics.droppedCalls()).isZero();
        assertThat(metrics.recordedCalls()).isEqualTo(1_000);
        assertThat(metrics.spooledCalls()).isBetween(500L, 999L);
        recorder.close(Duration.ZERO);
    }

    @Test
    void doesNotLetAFlushWaitUntilABatchIsFull() {
        // Acknowledges nothing before it is asked to send what it has.
        kafka = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        CallRecorder recorder = recorder();
        recorder.record(call("acme", "m"));

        boolean flushed = recorder.flush(SOON);

        assertThat(flushed).isTrue();
        assertThat(metrics.sentCalls()).isEqualTo(1);
        recorder.close(SOON);
    }
}
