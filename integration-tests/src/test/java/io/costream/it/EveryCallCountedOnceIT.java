package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import io.costream.cli.registry.RegistryServer;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the processor at random moments of its work and compares every total with a plain loop. A larger run:
 * {@code -Dcostream.calls=200000 -Dcostream.kills=3 -Dcostream.seed=…}.
 */
@Timeout(1_800)
class EveryCallCountedOnceIT {
    private static final int CALLS = Integer.getInteger("costream.calls", 20_000);
    private static final int KILLS = Integer.getInteger("costream.kills", 3);
    private static final long SEED = Long.getLong("costream.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void countsEveryCallOnceThroughKills() {
        System.out.println("EveryCallCountedOnceIT: seed " + SEED);
        List<Call> sent = new RandomCalls(SEED).sent(CALLS);
        PlainTotals expected = new PlainTotals(sent);

        try (TestKafka broker = TestKafka.start(folder.resolve("broker"));
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0)) {
            Map<String, String> config = Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    RegistryConfig.URL,
                    registry.url(),
                    "state.dir",
                    folder.resolve("state").toString(),
                    "api.port",
                    "0");
            try (ProcessorProcess processor = countThroughKills(config, sent, new Random(SEED))) {
                assertAnswersAsDocumented(processor.api());
                assertAuditBalances(processor, sent.size(), expected.calls());
                for (int i = 0; i < 5; i++) {
                    assertTotals(processor, expected, "tenant-" + i);
                }
            }
        }
    }

    private static ProcessorProcess countThroughKills(Map<String, String> config, List<Call> sent, Random random) {
        ProcessorProcess processor = ProcessorProcess.start(config);
        send(config, sent);
        for (int kill = 1; kill <= KILLS; kill++) {
            long moment = (long) sent.size() * kill / (KILLS + 1) - random.nextInt(sent.size() / (KILLS + 1));
            awaitRead(processor, moment);
            processor.kill();
            processor = ProcessorProcess.start(config);
        }
        awaitRead(processor, sent.size());
        return processor;
    }

    private static void send(Map<String, String> config, List<Call> sent) {
        AvroSerde<Call> serde = AvroSerde.of(
                Call.class, HttpSchemaRegistry.of(Map.of(RegistryConfig.URL, config.get(RegistryConfig.URL))));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", config.get("bootstrap.servers")),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Call call : sent) {
                byte[] value = serde.serializer().serialize("costream.calls", call);
                // What is lost here would be missing from the audit.
                var unused = producer.send(new ProducerRecord<>("costream.calls", call.getTenant(), value));
            }
            producer.flush();
        }
    }

    private static void awaitRead(ProcessorProcess processor, long number) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    JsonNode audit = processor.get("/v1/audit");
                    return audit.path("complete").asBoolean()
                            && audit.path("total").path("read").asLong() >= number;
                });
    }

    private static void assertAnswersAsDocumented(JsonApi api) {
        JsonNode paths = api.get("/openapi.json").path("paths");
        assertThat(paths.size()).isGreaterThan(10);
        paths.properties().forEach(path -> {
            // Of no parameters and of a name that nothing has: 200, or a problem that the document names.
            String asked = path.getKey().replaceAll("\\{\\w+}", "none");
            assertThat(path.getValue().path("get").path("responses").has(Integer.toString(api.status(asked))))
                    .as("%s answers %d", asked, api.status(asked))
                    .isTrue();
        });
        assertThat(api.status("/v1/usage?colour=red")).isEqualTo(400);
        assertThat(api.status("/v2/usage")).isEqualTo(404);
    }

    private static void assertAuditBalances(ProcessorProcess processor, long sent, long distinct) {
        JsonNode total = processor.get("/v1/audit").path("total");

        assertThat(total.path("read").asLong()).isEqualTo(sent);
        assertThat(total.path("duplicate").asLong()).isEqualTo(sent - distinct);
        assertThat(total.path("priced").asLong() + total.path("unpriced").asLong())
                .isEqualTo(distinct);
        assertThat(total.path("rejected").asLong()).isZero();
        assertThat(total.path("balanced").asBoolean()).isTrue();
    }

    private static void assertTotals(ProcessorProcess processor, PlainTotals expected, String tenant) {
        assertRows(processor, expected, tenant, "total", "hour", PlainTotals::hour);
        assertRows(processor, expected, tenant, "total", "day", PlainTotals::day);
        assertRows(
                processor,
                expected,
                tenant,
                "provider,model",
                "day",
                call -> PlainTotals.day(call) + " " + call.getProvider() + " " + call.getModel());
        assertRows(
                processor,
                expected,
                tenant,
                "provider,model,operation",
                "hour",
                call -> PlainTotals.hour(call) + " " + call.getProvider() + " " + call.getModel() + " "
                        + call.getOperation());
        assertRows(
                processor,
                expected,
                tenant,
                "framework,model",
                "all",
                call -> RandomCalls.FIRST + " " + (call.getFramework() == null ? "" : call.getFramework()) + " "
                        + call.getModel());
        assertRows(processor, expected, tenant, "user", "day", call -> PlainTotals.day(call) + " " + call.getUser());
    }

    private static void assertRows(
            ProcessorProcess processor,
            PlainTotals expected,
            String tenant,
            String rollup,
            String window,
            Function<Call, String> key) {
        JsonNode answer = processor.get("/v1/usage?tenant=" + tenant + "&rollup=" + rollup + "&window=" + window
                + "&from=" + RandomCalls.FIRST + "&to=" + RandomCalls.END + "&require=complete");
        Map<String, PlainTotals.Row> rows = new TreeMap<>();
        for (JsonNode item : answer.path("items")) {
            StringBuilder name = new StringBuilder(item.path("window_start").asText());
            item.path("key").forEach(value -> name.append(' ').append(value.asText()));
            rows.put(
                    name.toString(),
                    new PlainTotals.Row(
                            item.path("calls").asLong(),
                            item.path("unpriced_calls").asLong(),
                            item.path("total_tokens").asLong(),
                            item.path("total_cost").asText()));
        }

        assertThat(answer.path("source").asText()).isEqualTo("cells");
        assertThat(rows)
                .as("%s by %s per %s, seed %d", tenant, rollup, window, SEED)
                .isEqualTo(expected.of(tenant, key));
    }
}
