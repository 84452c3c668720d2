package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.DropReason;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From {@code record} on eight threads to the totals: nothing lost, nothing doubled, whatever happens to the broker and
 * to the service. A larger run: {@code -Dcostream.emitted.calls=1000000 -Dcostream.outage.seconds=60}.
 */
@Timeout(3_600)
class EmittedCallsIT {
    private static final int CALLS = Integer.getInteger("costream.emitted.calls", 20_000);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("costream.outage.seconds", 3));
    private static final int THREADS = 8;
    private static final Duration LONG = Duration.ofMinutes(40);

    @TempDir
    private static Path kafkaFolder;

    private static KafkaWithRegistry kafka;

    @TempDir
    private Path folder;

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private final String prefix = UUID.randomUUID() + ".";
    private final Topics topics = Topics.withPrefix(prefix);

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

    private Map<String, String> producerKeys() {
        Map<String, String> keys = kafka.keys(prefix);
        keys.put("spool.dir", folder.resolve("spool").toString());
        keys.put("spool.bytes", Long.toString(1L << 32));
        // An outage is noticed when the first events time out.
        keys.put("kafka.request.timeout.ms", "3000");
        keys.put("kafka.delivery.timeout.ms", "6000");
        return keys;
    }

    @Test
    void countsEveryCallOfEightThreadsOnce() {
        try (CallRecorder recorder = Costream.create(CostreamConfig.of(producerKeys()), metrics)) {
            EmittingProcess.emit(recorder, metrics, THREADS, CALLS);
            assertThat(recorder.flush(LONG)).isTrue();
            // Where the broker answers too late, calls go to the disk first.
            Awaitility.await().atMost(LONG).until(this::isSpoolEmpty);
            assertThat(recorder.flush(LONG)).isTrue();
        }

        assertThat(metrics.droppedCalls()).isZero();
        assertTotals(CALLS);
    }

    @Test
    void countsEveryCallOnceThroughAnOutageOfTheBroker() throws InterruptedException {
        try (CallRecorder recorder = Costream.create(CostreamConfig.of(producerKeys()), metrics)) {
            Thread service = new Thread(() -> EmittingProcess.emit(recorder, metrics, THREADS, CALLS));
            service.start();
            Awaitility.await().atMost(LONG).until(() -> metrics.sentCalls() >= CALLS / 4);
            outage(OUTAGE);
            service.join();
            Awaitility.await().atMost(LONG).until(this::isSpoolEmpty);
            assertThat(recorder.flush(LONG)).isTrue();
        }

        assertThat(metrics.droppedCalls()).isZero();
        System.out.println("EmittedCallsIT: " + metrics.spooledCalls() + " calls went over the disk");
        assertTotals(CALLS);
    }

    @Test
    void countsWhatWasAcknowledgedOrSpooledWhenTheServiceIsKilledInAnOutage() {
        long settled;
        try (EmittingProcess service = EmittingProcess.start(producerKeys(), THREADS, CALLS)) {
            EmittingProcess.Settled before = service.awaitSettled(CALLS / 4);
            kafka.stopBroker();
            EmittingProcess.Settled atTheEnd = service.awaitSettled(CALLS * 3L / 4);
            service.kill();
            // What was sent from the disk before the outage would be counted twice.
            settled = before.spooled() == 0 ? atTheEnd.both() : Math.max(atTheEnd.sent(), atTheEnd.spooled());
        }
        kafka.startBroker();
        try (CallRecorder again = Costream.create(CostreamConfig.of(producerKeys()), metrics)) {
            Awaitility.await().atMost(LONG).until(this::isSpoolEmpty);
            assertThat(again.flush(LONG)).isTrue();
        }

        int distinct = kafka.identities(topics).size();
        System.out.println("EmittedCallsIT: " + settled + " calls were settled when the service was killed, " + distinct
                + " are in the topic, " + metrics.sentCalls() + " of them from its spool");
        // The call that was being written to the disk when the service was killed: torn, and said to be lost.
        assertThat(metrics.droppedCalls())
                .isLessThanOrEqualTo(1)
                .isEqualTo(metrics.droppedCalls(DropReason.SPOOL_DAMAGED));
        assertThat((long) distinct).isBetween(settled, (long) CALLS);
        try (ProcessorApp app = processor()) {
            JsonApi processor = new JsonApi(app.url());
            awaitCounted(processor);
            assertThat(counted(processor)).isEqualTo(distinct);
            assertThat(sum(processor, "calls")).isEqualTo(distinct);
        }
    }

    private void outage(Duration length) {
        kafka.stopBroker();
        LockSupport.parkNanos(length.toNanos());
        kafka.startBroker();
    }

    private boolean isSpoolEmpty() {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.noneMatch(file -> file.toString().endsWith(".events"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In this process: it is not what is killed here, and starts sooner. */
    private ProcessorApp processor() {
        Map<String, String> keys = kafka.keys(prefix);
        keys.put("application.id", prefix + "processor");
        keys.put("state.dir", folder.resolve("state").toString());
        keys.put("api.port", "0");
        return ProcessorApp.start(ProcessorConfig.of(keys));
    }

    private void assertTotals(int calls) {
        Map<String, Long> expectedCalls = new TreeMap<>();
        Map<String, Long> expectedTokens = new TreeMap<>();
        for (int number = 0; number < calls; number++) {
            var call = EmittingProcess.call(number);
            expectedCalls.merge(call.tenant(), 1L, Long::sum);
            expectedTokens.merge(
                    call.tenant(), call.usage().inputTokens() + call.usage().outputTokens(), Long::sum);
        }
        try (ProcessorApp app = processor()) {
            JsonApi processor = new JsonApi(app.url());
            awaitCounted(processor);

            assertThat(counted(processor)).isEqualTo(calls);
            assertThat(perTenant(processor, "calls")).isEqualTo(expectedCalls);
            assertThat(perTenant(processor, "total_tokens")).isEqualTo(expectedTokens);
        }
    }

    /** Waits until the processor has read what is in the topic, and checks that its audit balances. */
    private void awaitCounted(JsonApi processor) {
        long written = written();
        Awaitility.await().atMost(LONG).pollInterval(200, TimeUnit.MILLISECONDS).until(() -> {
            JsonNode audit = processor.get("/v1/audit");
            return audit.path("complete").asBoolean()
                    && audit.path("total").path("read").asLong() >= written;
        });
        JsonNode total = processor.get("/v1/audit").path("total");
        System.out.println("EmittedCallsIT: " + total);
        assertThat(total.path("balanced").asBoolean()).isTrue();
        assertThat(total.path("rejected").asLong()).isZero();
    }

    private static long counted(JsonApi processor) {
        JsonNode total = processor.get("/v1/audit").path("total");
        return total.path("priced").asLong() + total.path("unpriced").asLong();
    }

    private static Map<String, Long> perTenant(JsonApi processor, String figure) {
        Map<String, Long> figures = new TreeMap<>();
        for (int i = 0; i < EmittingProcess.TENANTS; i++) {
            String tenant = "tenant-" + i;
            JsonNode answer = processor.get("/v1/usage?tenant=" + tenant
                    + "&rollup=total&window=day&from=2020-01-01&to=2100-01-01&require=complete");
            long sum = 0;
            for (JsonNode item : answer.path("items")) {
                sum += item.path(figure).asLong();
            }
            figures.put(tenant, sum);
        }
        return figures;
    }

    private static long sum(JsonApi processor, String figure) {
        return perTenant(processor, figure).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return consumer.partitionsFor(topics.calls()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private long written() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                new Broker(kafka.bootstrapServers()).keys(), new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(partitions(consumer)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
