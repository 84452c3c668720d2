package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import io.costream.cli.registry.RegistryServer;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the processor at random moments of its work and compares every total with a plain loop, as one instance counted
 * them and again when three share them. A larger run: {@code -Dcostream.calls=1000000 -Dcostream.kills=10
 * -Dcostream.seed=…}.
 */
@Timeout(1_800)
class EveryCallCountedOnceIT {
    private static final int CALLS = Integer.getInteger("costream.calls", 60_000);
    private static final int KILLS = Integer.getInteger("costream.kills", 3);
    private static final long SEED = Long.getLong("costream.seed", System.nanoTime());
    private static final int AHEAD = 10;

    /** Whole months around all calls. */
    @SuppressWarnings("TimeInStaticInitializer") // One range for a whole run is meant.
    private static final LocalDate LAST =
            LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).plusMonths(2);

    private static final LocalDate FIRST =
            LAST.minusDays(RandomCalls.OLDEST.toDays() + 100).withDayOfMonth(1);

    @TempDir
    private Path folder;

    @Test
    void countsEveryCallOnceThroughKills() {
        System.out.println("EveryCallCountedOnceIT: seed " + SEED);
        RandomCalls calls = new RandomCalls(SEED);
        List<Call> sent = calls.sent(CALLS);
        PlainTotals expected = new PlainTotals(sent);
        List<Call> all = new ArrayList<>(sent);
        all.addAll(calls.ahead(AHEAD));

        try (TestKafka broker = TestKafka.start(folder.resolve("broker"));
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0)) {
            RunningCostream costream = new RunningCostream(broker.bootstrapServers(), registry.url());
            costream.declare(RandomCalls.ZONES);
            try (ProcessorProcess processor = countThroughKills(config(broker, registry, "state"), all)) {
                assertAnswersAsDocumented(processor.api());
                assertAuditBalances(processor.api(), sent.size(), expected.calls());
                assertTotals(processor.api(), expected);
                assertTotalsOfThree(broker, registry, expected, processor);
            }
        }
    }

    private Map<String, String> config(TestKafka broker, RegistryServer registry, String state) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                RegistryConfig.URL,
                registry.url(),
                "state.dir",
                folder.resolve(state).toString(),
                // Partitions move at once, not when their copies are nearly complete.
                "kafka.acceptable.recovery.lag",
                Long.toString(Long.MAX_VALUE),
                "api.port",
                "0");
    }

    /** Whoever of three instances is asked, and whichever partitions have moved to it: the totals stay. */
    private void assertTotalsOfThree(
            TestKafka broker, RegistryServer registry, PlainTotals expected, ProcessorProcess first) {
        try (ProcessorProcess second = ProcessorProcess.start(config(broker, registry, "state-2"));
                ProcessorProcess third = ProcessorProcess.start(config(broker, registry, "state-3"))) {
            awaitShare(second);
            awaitShare(third);

            for (ProcessorProcess one : List.of(first, second, third)) {
                assertTotals(one.api(), expected);
            }
        }
    }

    /** Returns once the instance counts partitions of its own. */
    private static void awaitShare(ProcessorProcess instance) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> IntStream.range(0, Topics.DEFAULT_PARTITIONS)
                        .anyMatch(partition -> instance.api().status("/internal/snapshots/" + partition) == 200));
    }

    private static ProcessorProcess countThroughKills(Map<String, String> config, List<Call> sent) {
        Random random = new Random(SEED);
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

    private static void assertAuditBalances(JsonApi api, long sent, long distinct) {
        JsonNode total = api.get("/v1/audit").path("total");

        assertThat(total.path("read").asLong()).isEqualTo(sent + AHEAD);
        assertThat(total.path("duplicate").asLong()).isEqualTo(sent - distinct);
        assertThat(total.path("priced").asLong() + total.path("unpriced").asLong())
                .isEqualTo(distinct);
        assertThat(total.path("rejected").asLong()).isEqualTo(AHEAD);
        assertThat(total.path("balanced").asBoolean()).isTrue();
    }

    private static void assertTotals(JsonApi api, PlainTotals expected) {
        RandomCalls.ZONES.forEach((tenant, zone) -> {
            Question question = new Question(api, expected, tenant, zone);
            List.of("hour", "day", "week", "month").forEach(window -> question.assertRows("total", window, call -> ""));
            question.assertRows("provider,model", "day", call -> call.getProvider() + " " + call.getModel());
            question.assertRows(
                    "provider,model,operation",
                    "hour",
                    call -> call.getProvider() + " " + call.getModel() + " " + call.getOperation());
            question.assertRows(
                    "framework,model", "month", call -> orEmpty(call.getFramework()) + " " + call.getModel());
            question.assertRows("user", "day", EveryCallCountedOnceIT::user);
            question.assertRows("user,model", "week", call -> user(call) + " " + call.getModel());
            for (int session = 0; session < RandomCalls.SESSIONS; session += 10) {
                question.assertSession("session-" + session);
            }
        });
    }

    private static String user(Call call) {
        return orEmpty(call.getUser());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** What one instance says of one tenant. */
    private record Question(JsonApi api, PlainTotals expected, String tenant, ZoneId zone) {
        void assertRows(String rollup, String window, Function<Call, String> key) {
            boolean ofUsers = rollup.startsWith("user");
            Function<Call, String> name = call -> ofUsers && call.getUser() == null
                    ? ""
                    : (PlainTotals.start(call, window, zone) + " " + key.apply(call)).strip();

            assertThat(rows(rollup, window))
                    .as("%s by %s per %s, seed %d", tenant, rollup, window, SEED)
                    .isEqualTo(expected.of(tenant, name));
        }

        private Map<String, PlainTotals.Row> rows(String rollup, String window) {
            JsonNode answer = complete("/v1/usage?tenant=" + tenant + "&rollup=" + rollup + "&window=" + window
                    + "&from=" + FIRST + "&to=" + LAST + "&require=complete");
            assertThat(answer.path("source").asText()).isEqualTo("cells");
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
            return rows;
        }

        void assertSession(String session) {
            PlainTotals.Row row = expected.of(tenant, call -> session.equals(call.getSessionId()) ? session : "")
                    .get(session);

            JsonNode answer = complete("/v1/sessions/" + session + "?tenant=" + tenant);

            assertThat(answer.path("calls").asLong()).isEqualTo(row.calls());
            assertThat(answer.path("total_cost").asText()).isEqualTo(row.cost());
        }

        /** While partitions move, an answer is refused or says that it is partial: it is asked for again. */
        private JsonNode complete(String path) {
            return Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(
                            () -> api.get(path),
                            answer -> answer.path("complete").asBoolean());
        }
    }
}
