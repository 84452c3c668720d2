package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.costream.alerts.AlertConfig;
import io.costream.alerts.AlertConsumerApp;
import io.costream.avro.Alert;
import io.costream.avro.Budget;
import io.costream.cli.registry.RegistryServer;
import io.costream.schemas.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AlertConsumerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Instant LONG_AGO = Instant.parse("2023-11-16T18:15:46.680590Z");

    @TempDir
    private static Path folder;

    private static TestKafka broker;
    private static RegistryServer registry;

    private Map<String, String> config = Map.of();
    private Ledger ledger;

    @BeforeAll
    static void startBroker() {
        broker = TestKafka.start(folder.resolve("broker"));
        registry = RegistryServer.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stopBroker() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void prepare(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        config = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "schema.registry.url",
                registry.url(),
                "topic.prefix",
                name + ".",
                "application.id",
                name,
                "state.dir",
                folder.resolve(name).toString(),
                "partitions",
                "3");
        ledger = new Ledger(
                broker.bootstrapServers(),
                registry.url(),
                Topics.withPrefix(name + ".").partitions(3));
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    @Test
    void alertsOnceOfADayThatEndedLongAgoEvenAfterARestart() {
        ledger.apply(dailyBudget("458.088"));
        try (AlertConsumerApp app = AlertConsumerApp.start(AlertConfig.of(config))) {
            awaitActive();
            ledger.post("acme", LONG_AGO, 1_000, "0.916176");
            awaitAlerts(4);
            assertThat(app.healthy()).isTrue();
        }

        try (AlertConsumerApp app = AlertConsumerApp.start(AlertConfig.of(config))) {
            ledger.post("globex", LONG_AGO, 10, "1");
            ledger.post("acme", Instant.now(), 10, "1");
            awaitSpent("daily", "10");
            assertThat(app.healthy()).isTrue();
        }

        assertThat(ledger.alerts()).extracting(Alert::getThreshold).containsExactly("0.5", "0.75", "0.9", "1.0");
    }

    @Test
    void startsInMidWindowWithWhatTheLedgerHas() {
        try (AlertConsumerApp app = AlertConsumerApp.start(AlertConfig.of(config))) {
            ledger.apply(budget("first", "1000000"));
            ledger.post("acme", Instant.now(), 300, "0.1");
            awaitSpent("first", "30");

            ledger.apply(dailyBudget("60"));
            awaitActive();
            ledger.post("acme", Instant.now(), 20, "0.1");

            awaitSpent("daily", "32");
            assertThat(app.state()).isEqualTo(AlertConsumerApp.State.RUNNING);
            assertThat(ledger.alerts()).extracting(Alert::getThreshold).containsExactly("0.5");
        }
    }

    @Test
    void raisesEachCrossingOnceThroughKills() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("raisesEachCrossingOnceThroughKills: seed " + seed);
        Random random = new Random(seed);
        ledger.apply(dailyBudget("100"));

        for (int round = 0; round < 3; round++) {
            try (ChildProcess app = AlertConsumerProcess.launch(config)) {
                if (round == 0) {
                    awaitActive();
                }
                ledger.post("acme", LONG_AGO, 300, "0.1");
                await().pollDelay(Duration.ofMillis(random.nextInt(6_000))).until(() -> true);
                assertThat(app.isAlive()).as("seed %d: %s", seed, app.output()).isTrue();
                app.kill();
            }
        }
        try (ChildProcess app = AlertConsumerProcess.launch(config)) {
            ledger.post("acme", LONG_AGO, 200, "0.1");
            ledger.post("acme", Instant.now(), 7, "1");
            awaitSpent("daily", "7");
            awaitAlerts(4);
            assertThat(app.isAlive()).as("seed %d: %s", seed, app.output()).isTrue();
        }

        assertThat(ledger.alerts())
                .as("seed %d", seed)
                .extracting(Alert::getThreshold)
                .containsExactly("0.5", "0.75", "0.9", "1.0");
    }

    private void awaitActive() {
        await().atMost(PATIENCE).until(() -> ledger.state("daily").equals("ACTIVE"));
    }

    private void awaitSpent(String budget, String usd) {
        await().atMost(PATIENCE).until(() -> ledger.spent(budget).compareTo(new BigDecimal(usd)) == 0);
    }

    private void awaitAlerts(int number) {
        await().atMost(PATIENCE).until(() -> ledger.alerts().size() >= number);
    }

    private static Budget dailyBudget(String usd) {
        return budget("daily", usd);
    }

    private static Budget budget(String id, String usd) {
        return Budget.newBuilder()
                .setId(id)
                .setRevision(1)
                .setScope(Map.of("tenant", "acme"))
                .setLimits(Map.of("day", usd))
                .setThresholds(List.of("0.5", "0.75", "0.9", "1.0"))
                .setAppliedAt(Instant.now())
                .build();
    }
}
