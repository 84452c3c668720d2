package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.alerts.AlertConfig;
import io.costream.alerts.AlertConsumerApp;
import io.costream.avro.Alert;
import io.costream.avro.Budget;
import io.costream.avro.Call;
import io.costream.cli.registry.RegistryServer;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import io.costream.schemas.RegistryConfig;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rebuilds everything beside the running system with another logic, a tenant's calendar, and switches over. What each
 * generation must say is worked out from the calls alone.
 */
@Timeout(300)
class GenerationsIT {
    private static final String MOVED = "tenant-1";
    private static final String STAYED = "tenant-2";
    private static final String TOKYO = "Asia/Tokyo";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final List<Call> sent = new ArrayList<>();
    private final RandomCalls traffic = new RandomCalls(11);

    @Test
    void rebuildsBesideTheRunningSystemAndSwitchesOver() throws Exception {
        try (TestKafka broker = TestKafka.start(folder.resolve("broker"));
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0);
                Ledger first = ledger(broker, registry, 1);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            first.apply(budget());
            RunningCostream costream = new RunningCostream(broker.bootstrapServers(), registry.url());
            try (ProcessorApp second = besides(broker, registry, costream, first);
                    Ledger ledger = ledger(broker, registry, 2);
                    AlertConsumerApp alerts = AlertConsumerApp.start(AlertConfig.of(config(broker, registry, 2)))) {
                admin.deleteTopics(topicsOf(admin, 1)).all().get();

                send(costream, 50);

                RunningCostream.awaitRead(new JsonApi(second.url()), sent.size());
                assertDays(second, MOVED, GenerationsIT::tokyoDay);
                assertDays(second, STAYED, GenerationsIT::utcDay);
                Awaitility.await().atMost(PATIENCE).until(alerts::healthy);
                assertThat(ids(ledger)).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
            }
        }
    }

    /** The second generation, caught up with the first one, which has come to an end. */
    private ProcessorApp besides(TestKafka broker, RegistryServer registry, RunningCostream costream, Ledger ledger) {
        try (ProcessorApp first = processor(broker, registry, 1);
                AlertConsumerApp alerts = AlertConsumerApp.start(AlertConfig.of(config(broker, registry, 1)))) {
            send(costream, 300);
            RunningCostream.awaitRead(new JsonApi(first.url()), sent.size());
            Commands commands = commands(broker, registry, first);
            // What is counted stays: there it holds from a coming month on.
            assertThat(setZone(commands, 1).text()).contains("calendar of " + TOKYO + " from 20");
            assertThat(setZone(commands, 2).text()).contains(MOVED);

            ProcessorApp second = processor(broker, registry, 2);
            try (Ledger rebuilt = ledger(broker, registry, 2);
                    AlertConsumerApp besides = AlertConsumerApp.start(AlertConfig.of(config(broker, registry, 2)))) {
                send(costream, 100);
                RunningCostream.awaitRead(new JsonApi(first.url()), sent.size());
                RunningCostream.awaitRead(new JsonApi(second.url()), sent.size());

                assertDays(first, MOVED, GenerationsIT::utcDay);
                assertDays(second, MOVED, GenerationsIT::tokyoDay);
                assertDays(first, STAYED, GenerationsIT::utcDay);
                assertDays(second, STAYED, GenerationsIT::utcDay);
                assertThat(days(second, MOVED)).isNotEqualTo(days(first, MOVED));
                Commands.Outcome verified = commands(broker, registry, second).run("verify", "--generation=2");
                assertThat(verified.status()).as(verified.text()).isZero();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> !ids(ledger).isEmpty() && ids(rebuilt).equals(ids(ledger)));
                assertThat(alerts.healthy()).isTrue();
                assertThat(besides.healthy()).isTrue();
            }
            return second;
        }
    }

    private void send(RunningCostream costream, int number) {
        List<Call> more = traffic.sent(number);
        sent.addAll(more);
        costream.send(more);
    }

    /** Both crossings are in the first calls already, so that no alert is on its way when generations are compared. */
    private static Budget budget() {
        return Budget.newBuilder()
                .setId("small")
                .setRevision(1)
                .setScope(Map.of("tenant", STAYED))
                .setLimits(Map.of("total", "0.01"))
                .setThresholds(List.of("0.5", "1.0"))
                .setAppliedAt(Instant.now())
                .build();
    }

    private static List<String> ids(Ledger ledger) {
        return ledger.alerts().stream().map(Alert::getId).sorted().toList();
    }

    private Map<String, String> config(TestKafka broker, RegistryServer registry, int generation) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                RegistryConfig.URL,
                registry.url(),
                "generation",
                Integer.toString(generation),
                "state.dir",
                folder.resolve("state").toString());
    }

    private ProcessorApp processor(TestKafka broker, RegistryServer registry, int generation) {
        Map<String, String> keys = new HashMap<>(config(broker, registry, generation));
        keys.put("api.port", "0");
        return ProcessorApp.start(ProcessorConfig.of(keys));
    }

    private static Ledger ledger(TestKafka broker, RegistryServer registry, int generation) {
        return new Ledger(
                broker.bootstrapServers(),
                registry.url(),
                Topics.withPrefix(Topics.DEFAULT_PREFIX).generation(generation));
    }

    private static Commands.Outcome setZone(Commands commands, int generation) {
        return commands.run("tenants", "set", MOVED, "--zone=" + TOKYO, "--generation=" + generation);
    }

    private static Commands commands(TestKafka broker, RegistryServer registry, ProcessorApp processor) {
        return new Commands(broker.bootstrapServers(), registry.url(), processor.url());
    }

    /** What docs/generations.md says belongs to a generation. */
    private static List<String> topicsOf(Admin admin, int generation) throws Exception {
        Topics topics = Topics.withPrefix(Topics.DEFAULT_PREFIX).generation(generation);
        List<String> own = new ArrayList<>(topics.ofGeneration());
        admin.listTopics().names().get().stream()
                .filter(name -> name.matches("costream-(processor|alert-consumer)-[a-z].*"))
                .forEach(own::add);
        return own;
    }

    private void assertDays(ProcessorApp processor, String tenant, Function<Call, String> day) {
        assertThat(days(processor, tenant)).isEqualTo(new PlainTotals(sent).of(tenant, day));
    }

    private static Map<String, PlainTotals.Row> days(ProcessorApp processor, String tenant) {
        JsonNode answer = new JsonApi(processor.url())
                .get("/v1/usage?tenant=" + tenant + "&rollup=total&window=day&from=2020-01-01&to=2030-01-01"
                        + "&require=complete");
        Map<String, PlainTotals.Row> rows = new TreeMap<>();
        answer.path("items").forEach(item -> rows.put(item.path("window_start").asText(), PlainTotals.Row.of(item)));
        return rows;
    }

    private static String utcDay(Call call) {
        return PlainCalendar.of("UTC").start(call, "day").toString();
    }

    private static String tokyoDay(Call call) {
        return PlainCalendar.of(TOKYO).start(call, "day").toString();
    }
}
