package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.cli.Main;
import io.costream.cli.registry.RegistryServer;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A price that arrives late: what is done by itself, by command and over HTTP. */
@Timeout(300)
class RepricingIT {
    private static final int CALLS = 500;

    @SuppressWarnings("TimeInStaticInitializer") // One last day for a whole run is meant.
    private static final Instant TOMORROW =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);

    @TempDir
    private Path folder;

    @Test
    void pricesByItselfWhatHadNoPriceAndTheRestWhenAsked() throws Exception {
        LatePrices late = LatePrices.madeUp(TOMORROW.minus(6, ChronoUnit.DAYS));
        try (TestKafka broker = TestKafka.start(folder.resolve("broker"));
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0)) {
            RunningCostream costream = new RunningCostream(broker.bootstrapServers(), registry.url());
            costream.seed(late.known());
            try (ProcessorApp processor = ProcessorApp.start(config(broker, registry))) {
                JsonApi api = new JsonApi(processor.url());
                costream.send(new LateCalls(7, late.changes()).next(CALLS));
                RunningCostream.awaitRead(api, CALLS);
                long unpriced = summary(api).path("unpriced_calls").asLong();

                costream.record(late);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () -> report(api),
                                found -> found.path("summary")
                                                        .path("unpriced_calls")
                                                        .asLong()
                                                < unpriced
                                        && found.path("unfinished_repricing").isNull());
                JsonNode automatic = api.get("/v1/repricings").path("items").path(0);
                assertThat(automatic.path("started_by").asText()).isEqualTo("automatic");
                JsonNode filled = summary(api);

                JsonNode dry = reprice(processor, broker, registry);
                assertThat(dry.path("state").asText()).isEqualTo("dry_run");
                assertThat(summary(api)).isEqualTo(filled);

                JsonNode run = reprice(processor, broker, registry, "--commit");
                assertThat(run.path("state").asText()).isEqualTo("committed");
                assertThat(run.path("became_priced").asLong()).isZero();
                assertThat(run.path("change").asText())
                        .isEqualTo(dry.path("change").asText())
                        .isNotEqualTo("0");
                assertThat(new BigDecimal(summary(api).path("total_cost").asText()))
                        .isEqualByComparingTo(new BigDecimal(run.path("after").asText()));

                assertThat(overHttp(api).path("calls_changed").asLong(-1)).isZero();

                deleteFirstRecords(broker);
                Commands.Outcome refused = new Commands(broker.bootstrapServers(), registry.url(), processor.url())
                        .run("reprice", "--from=2020-01-01", "--to=" + TOMORROW);
                assertThat(refused.status()).as(refused.text()).isEqualTo(2);
                assertThat(refused.err()).contains("the ledger does not reach back to 2020-01-01T00:00:00Z");
            }
        }
    }

    /** As retention would, of every partition of the ledger that has any. */
    private static void deleteFirstRecords(TestKafka broker) throws Exception {
        Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX);
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < topics.partitions(); partition++) {
            latest.put(new TopicPartition(topics.pricedCalls(), partition), OffsetSpec.latest());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<TopicPartition, RecordsToDelete> first = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((partition, end) -> {
                if (end.offset() > 0) {
                    first.put(partition, RecordsToDelete.beforeOffset(1));
                }
            });
            admin.deleteRecords(first).all().get();
        }
    }

    private ProcessorConfig config(TestKafka broker, RegistryServer registry) {
        return ProcessorConfig.of(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                RegistryConfig.URL,
                registry.url(),
                "state.dir",
                folder.resolve("state").toString(),
                "api.port",
                "0"));
    }

    private static JsonNode summary(JsonApi api) {
        return report(api).path("summary");
    }

    private static JsonNode report(JsonApi api) {
        return api.get("/v1/report?start=2020-01-01&end=" + TOMORROW);
    }

    private static JsonNode reprice(ProcessorApp processor, TestKafka broker, RegistryServer registry, String... more)
            throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "reprice",
                                "--from=2020-01-01",
                                "--to=" + TOMORROW,
                                "--json",
                                "--url=" + processor.url(),
                                "--bootstrap=" + broker.bootstrapServers(),
                                "--registry=" + registry.url()),
                        Stream.of(more))
                .toList();
        int exit = command.execute(arguments.toArray(String[]::new));

        assertThat(exit).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    /** A committed run with nothing left to change. */
    private static JsonNode overHttp(JsonApi api) {
        JsonNode begun = api.post(
                "/v1/repricings", "{\"from\": \"2020-01-01\", \"to\": \"" + TOMORROW + "\", \"commit\": true}");
        String path = "/v1/repricings/" + begun.path("run").asText();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> api.get(path).path("state").asText().equals("committed"));
        return api.get(path);
    }
}
