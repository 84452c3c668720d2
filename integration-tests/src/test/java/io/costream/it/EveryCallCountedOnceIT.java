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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * them and again when three share them; tenants that have moved and one that is spread over shards among them. A larger
 * run: {@code -Dcostream.calls=1000000 -Dcostream.kills=100 -Dcostream.seed=…}.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS) // Of a large run; each step of it has a limit of its own.
class EveryCallCountedOnceIT {
    private static final int CALLS = Integer.getInteger("costream.calls", 200_000);
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
        Laps laps = new Laps();
        RandomCalls calls = new RandomCalls(SEED);
        List<Call> sent = calls.sent(CALLS);
        PlainTotals expected = new PlainTotals(sent);
        ComparedTotals totals = new ComparedTotals(expected, FIRST, LAST, "seed " + SEED);
        List<Call> all = new ArrayList<>(sent);
        all.addAll(calls.ahead(AHEAD));

        try (TestKafka broker = TestKafka.start(folder.resolve("broker"));
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0)) {
            RunningCostream costream = new RunningCostream(broker.bootstrapServers(), registry.url());
            costream.declare(RandomCalls.CALENDARS);
            try (ProcessorProcess processor = countThroughKills(costream, config(broker, registry, "state"), all)) {
                laps.lap("counted");
                assertAnswersAsDocumented(processor.api());
                assertAuditBalances(processor.api(), sent.size(), expected.calls());
                totals.assertEqual(List.of(processor.api()));
                laps.lap("compared");
                assertVerifies(new Commands(
                        broker.bootstrapServers(),
                        registry.url(),
                        processor.api().url()));
                laps.lap("verified");
                assertTotalsOfThree(broker, registry, totals, processor);
                laps.lap("compared of three");
            }
        }
    }

    /** Says how long each part took. */
    private static final class Laps {
        private long began = System.nanoTime();

        void lap(String what) {
            long now = System.nanoTime();
            System.out.printf("EveryCallCountedOnceIT: %s in %.1f s%n", what, (now - began) / 1e9);
            began = now;
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
                "standby.replicas",
                "0",
                // A killed instance holds its partitions for as long: the least that a broker allows.
                "kafka.main.consumer.session.timeout.ms",
                "6000",
                "kafka.main.consumer.heartbeat.interval.ms",
                "1500",
                "api.port",
                "0");
    }

    /** Whichever of three instances is asked, and whichever partitions have moved to it: the totals stay. */
    private void assertTotalsOfThree(
            TestKafka broker, RegistryServer registry, ComparedTotals totals, ProcessorProcess first) {
        try (ProcessorProcess second = ProcessorProcess.start(config(broker, registry, "state-2"));
                ProcessorProcess third = ProcessorProcess.start(config(broker, registry, "state-3"))) {
            awaitShare(second);
            awaitShare(third);

            totals.assertEqual(List.of(first.api(), second.api(), third.api()));
        }
    }

    /** Returns once the instance counts partitions of its own. */
    private static void awaitShare(ProcessorProcess instance) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> IntStream.range(0, Topics.DEFAULT_PARTITIONS)
                        .anyMatch(partition -> instance.api().status("/internal/snapshots/" + partition) == 200));
    }

    private static ProcessorProcess countThroughKills(
            RunningCostream costream, Map<String, String> config, List<Call> sent) {
        Random random = new Random(SEED);
        ProcessorProcess processor = ProcessorProcess.start(config);
        send(config, sent);
        for (int kill = 1; kill <= KILLS; kill++) {
            long moment = (long) sent.size() * kill / (KILLS + 1) - random.nextInt(sent.size() / (KILLS + 1));
            awaitRead(processor, moment);
            processor.kill();
            processor = ProcessorProcess.start(config);
            announceAnotherZone(costream);
        }
        awaitRead(processor, sent.size());
        return processor;
    }

    /** What is to come changes nothing that is counted now. */
    private static void announceAnotherZone(RunningCostream costream) {
        Map<String, String> zones =
                new HashMap<>(RandomCalls.CALENDARS.get("tenant-1").zones());
        zones.put(LAST.minusMonths(1).toString(), "America/New_York");
        costream.declare("tenant-1", zones);
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
                var unused = producer.send(new ProducerRecord<>("costream.calls", RandomCalls.key(call), value));
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

    private static void assertVerifies(Commands commands) {
        Commands.Outcome verified = commands.run("verify");

        assertThat(verified.status()).as(verified.text()).isZero();
    }
}
