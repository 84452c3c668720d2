package io.costream.producer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.CostreamConfig;
import io.costream.producer.DropReason;
import io.costream.producer.InMemoryCallMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetourTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

    @TempDir
    Path folder;

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private MockProducer<byte[], byte[]> kafka = newKafka();

    private static MockProducer<byte[], byte[]> newKafka() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private CallRecorder recorder(Instant now) {
        CostreamConfig config = CostreamConfig.of(Map.of(
                "bootstrap.servers",
                "localhost:9092",
                "schema.registry.url",
                "http://localhost:8081",
                "sender",
                "caller",
                "spool.dir",
                folder.toString()));
        return RecorderFactory.create(
                config, metrics, new FakeEncoder(), () -> kafka, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Call call(String model) {
        return Call.builder().tenant("acme").model(model).build();
    }

    private void kafkaIsDown() {
        kafka.sendException = new TimeoutException("no leader");
    }

    private List<String> sent() {
        return kafka.history().stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .map(text -> text.replaceAll("/.*/", "/"))
                .toList();
    }

    private void drive(CallRecorder recorder, int events) {
        Awaitility.await().pollInSameThread().atMost(SOON).until(() -> {
            recorder.flush(SOON);
            return kafka.history().size() >= events;
        });
    }

    @Test
    void keepsEventsOnDiskInAnOutageAndSendsThemLaterInOrder() {
        kafkaIsDown();
        CallRecorder recorder = recorder(NOON);
        recorder.record(call("a"));
        recorder.record(call("b"));
        boolean safe = recorder.flush(SOON);
        kafka.sendException = null;
        recorder.record(call("c"));

        drive(recorder, 3);

        assertThat(safe).isTrue();
        assertThat(sent()).containsExactly("a/0", "b/1", "c/2");
        assertThat(metrics.spooledCalls()).isPositive();
        assertThat(metrics.droppedCalls()).isZero();
    }

    @Test
    void sendsWhatAnEarlierProcessLeftWithItsOriginalIdentity() {
        kafkaIsDown();
        CallRecorder first = recorder(NOON);
        first.record(call("a"));
        boolean safe = first.close(SOON);
        kafka = newKafka();
        CallRecorder second = recorder(NOON.plusSeconds(60));
        second.record(call("b"));

        drive(second, 2);

        assertThat(safe).isTrue();
        assertThat(sent()).containsExactly("a/0", "b/0");
        assertThat(metrics.droppedCalls()).isZero();
    }

    @Test
    void goesStraightAgainOnceTheDiskIsEmpty() {
        kafkaIsDown();
        CallRecorder recorder = recorder(NOON);
        recorder.record(call("a"));
        recorder.flush(SOON);
        kafka.sendException = null;
        drive(recorder, 1);
        recorder.flush(SOON);
        recorder.flush(SOON);
        long spooled = metrics.spooledCalls();

        recorder.record(call("b"));
        recorder.flush(SOON);

        assertThat(sent()).containsExactly("a/0", "b/1");
        assertThat(metrics.spooledCalls()).isEqualTo(spooled);
    }

    @Test
    void countsWhatStayedOnDiskForTooLong() {
        kafkaIsDown();
        CallRecorder first = recorder(NOON);
        first.record(call("a"));
        first.close(SOON);
        kafka = newKafka();
        CallRecorder second = recorder(NOON.plus(Duration.ofDays(7)));

        second.flush(SOON);

        assertThat(metrics.droppedCalls(DropReason.SPOOL_EXPIRED)).isEqualTo(1);
        assertThat(kafka.history()).isEmpty();
    }
}
