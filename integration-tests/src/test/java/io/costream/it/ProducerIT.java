package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Call;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.schemas.AvroDeserializer;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The producer library against a real broker and registry. */
@Timeout(240)
class ProducerIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Topics TOPICS =
            Topics.withPrefix(Topics.DEFAULT_PREFIX).partitions(3);

    @TempDir
    private Path folder;

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private EmbeddedBroker broker;
    private RegistryServer registry;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        registry = RegistryServer.start(broker.bootstrapServers(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicsAdmin.createOrVerify(admin, TOPICS, (short) 1);
        }
    }

    @AfterEach
    void stop() {
        registry.close();
        broker.close();
    }

    private CallRecorder recorder(String... settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Costream.create(CostreamConfig.of(all), metrics);
    }

    private static void record(CallRecorder recorder, int calls) {
        for (int i = 0; i < calls; i++) {
            recorder.record(io.costream.producer.Call.builder()
                    .tenant("tenant-" + i % 5)
                    .model("gpt-4o")
                    .build());
        }
    }

    private List<ConsumerRecord<String, Call>> events() {
        AvroDeserializer<Call> values = AvroSerde.of(
                        Call.class, HttpSchemaRegistry.of(Map.of("schema.registry.url", registry.url())))
                .deserializer();
        List<ConsumerRecord<String, Call>> events = new ArrayList<>();
        try (KafkaConsumer<String, Call> consumer =
                new KafkaConsumer<>(new Broker(broker.bootstrapServers()).keys(), new StringDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPICS.calls()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(events::add);
            }
        }
        return events;
    }

    private Set<String> identities() {
        Set<String> identities = new HashSet<>();
        for (ConsumerRecord<String, Call> event : events()) {
            Call call = event.value();
            identities.add(call.getProducerId() + "/" + event.key() + "/" + call.getSequence());
        }
        return identities;
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
        assertThat(events()).hasSize(20_000);
        Set<String> identities = identities();
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
        int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
        broker.close();
        record(recorder, 1_000);
        boolean safe = recorder.flush(SOON);
        long onDisk = metrics.spooledCalls();
        broker = EmbeddedBroker.start(folder.resolve("kafka"), port);
        record(recorder, 1_000);

        Awaitility.await().atMost(SOON).until(() -> metrics.sentCalls() >= 3_000);
        recorder.close(SOON);

        assertThat(safe).isTrue();
        assertThat(onDisk).isPositive();
        assertThat(metrics.droppedCalls()).isZero();
        assertThat(identities()).hasSize(3_000);
    }

    @Test
    void sendsWhatAProcessLeftOnDiskWhenItEndedInAnOutage() {
        String spool = folder.resolve("spool").toString();
        CallRecorder first =
                recorder("spool.dir", spool, "kafka.request.timeout.ms", "1000", "kafka.delivery.timeout.ms", "2000");
        record(first, 10);
        first.flush(SOON);
        int port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
        broker.close();
        record(first, 100);
        boolean safe = first.close(Duration.ofSeconds(30));
        broker = EmbeddedBroker.start(folder.resolve("kafka"), port);
        CallRecorder second = recorder("spool.dir", spool);

        Awaitility.await().atMost(SOON).until(() -> metrics.sentCalls() >= 110);
        second.close(SOON);

        assertThat(safe).isTrue();
        assertThat(metrics.droppedCalls()).isZero();
        assertThat(identities()).hasSize(110);
    }
}
