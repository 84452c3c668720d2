package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The producer library against a real broker and registry. */
@Timeout(240)
class ProducerIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path kafkaFolder;

    private static KafkaWithRegistry kafka;

    @TempDir
    private Path folder;

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private final String prefix = UUID.randomUUID() + ".";
    private final Topics topics = Topics.withPrefix(prefix).partitions(3);

    @BeforeAll
    static void start() {
        kafka = new KafkaWithRegistry(kafkaFolder);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void createTopics() {
        kafka.create(topics);
    }

    private CallRecorder recorder(String... settings) {
        Map<String, String> all = kafka.keys(prefix);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Costream.create(CostreamConfig.of(all), metrics);
    }

    private static void record(CallRecorder recorder, int calls) {
        for (int i = 0; i < calls; i++) {
            recorder.record(
                    Call.builder().tenant("tenant-" + i % 5).model("gpt-4o").build());
        }
    }

    @Test
    void deliversEveryCallOfManyThreadsOnceAndNumbersThemWithoutGaps() throws InterruptedException {
        CallRecorder recorder = recorder();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> record(recorder, 5_000));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        boolean sent = recorder.close(SOON);

        assertThat(sent).isTrue();
        assertThat(metrics.droppedCalls()).isZero();
        AtomicInteger events = new AtomicInteger();
        kafka.read(topics, event -> events.incrementAndGet());
        assertThat(events).hasValue(20_000);
        Set<String> identities = kafka.identities(topics);
        assertThat(identities).hasSize(20_000);
        for (int tenant = 0; tenant < 5; tenant++) {
            String last = "/tenant-" + tenant + "/3999";
            assertThat(identities).anyMatch(identity -> identity.endsWith(last));
        }
    }

    @Test
    void losesNothingWhileTheBrokerIsAway() {
        CallRecorder recorder = recorder(
                "spool.dir",
                folder.resolve("spool").toString(),
                "kafka.request.timeout.ms",
                "1000",
                "kafka.delivery.timeout.ms",
                "2000");
        record(recorder, 1_000);
        recorder.flush(SOON);
        kafka.stopBroker();
        record(recorder, 1_000);
        boolean safe = recorder.flush(SOON);
        long onDisk = metrics.spooledCalls();
        kafka.startBroker();
        record(recorder, 1_000);

        Awaitility.await().atMost(SOON).until(() -> metrics.sentCalls() >= 3_000);
        recorder.close(SOON);

        assertThat(safe).isTrue();
        assertThat(onDisk).isPositive();
        assertThat(metrics.droppedCalls()).isZero();
        assertThat(kafka.identities(topics)).hasSize(3_000);
    }

    @Test
    void sendsWhatAProcessLeftOnDiskWhenItEndedInAnOutage() {
        String spool = folder.resolve("spool").toString();
        CallRecorder first =
                recorder("spool.dir", spool, "kafka.request.timeout.ms", "1000", "kafka.delivery.timeout.ms", "2000");
        record(first, 10);
        first.flush(SOON);
        kafka.stopBroker();
        record(first, 100);
        boolean safe = first.close(Duration.ofSeconds(30));
        kafka.startBroker();
        CallRecorder second = recorder("spool.dir", spool);

        Awaitility.await().atMost(SOON).until(() -> metrics.sentCalls() >= 110);
        second.close(SOON);

        assertThat(safe).isTrue();
        assertThat(metrics.droppedCalls()).isZero();
        assertThat(kafka.identities(topics)).hasSize(110);
    }
}
