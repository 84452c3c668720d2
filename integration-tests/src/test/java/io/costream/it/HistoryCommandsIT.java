package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.processor.repricing.RepricingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks a running Costream about its past. */
@Timeout(300)
class HistoryCommandsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static CostreamUp costream;

    @BeforeAll
    static void start() {
        costream = new CostreamUp(folder);
    }

    @AfterAll
    static void stop() {
        costream.close();
    }

    @Test
    void saysWhatCallsWouldHaveCostOnAnotherModel() throws IOException {
        log("asked", "gpt-4o", 1_000);
        log("asked", "gpt-4o", 10_000);
        log("asked", "gpt-4-turbo", 1_000);

        JsonNode smaller = whatIf("--replace=gpt-4o=gpt-4o-mini");
        JsonNode narrower = whatIf("--replace=openai/gpt-4o=gpt-4");

        assertThat(smaller.path("calls_read").asInt()).isEqualTo(3);
        assertThat(smaller.path("calls_replaced").asInt()).isEqualTo(2);
        assertThat(smaller.path("calls_that_would_not_fit").asInt(-1)).isZero();
        assertThat(smaller.path("before").asText()).isEqualTo("0.0625");
        assertThat(smaller.path("after").asText()).isEqualTo("0.02725");
        assertThat(smaller.path("change").asText()).isEqualTo("-0.03525");
        assertThat(narrower.path("calls_that_would_not_fit").asInt()).isEqualTo(1);
        assertThat(narrower.path("context_windows").path("openai/gpt-4").asInt())
                .isEqualTo(8_192);
    }

    @Test
    void provesTotalsAndMovesBudgetsThatARunHasChanged() throws IOException {
        budget("repriced", "0.10");
        log("repriced", "claude-3-opus-20240229", 1_000);
        log("repriced", "claude-3-opus-20240229", 2_000);
        costream.run(
                "prices",
                "set",
                "anthropic/claude-3-opus-20240229",
                "--input-per-million=10",
                "--output-per-million=50",
                "--from=2024-11-01");
        awaitAlerts("repriced", "firing");
        JsonNode run = reprice("repriced");
        awaitAlerts("repriced", "firing", "resolved");
        JsonNode back =
                reprice("repriced", "--revision=" + (run.path("revision").asLong() - 1));
        awaitAlerts("repriced", "firing", "resolved", "firing");

        JsonNode verified = JSON.readTree(costream.run("verify", "--json"));

        assertThat(run.path("change").asText()).isEqualTo("-0.04");
        assertThat(back.path("change").asText()).isEqualTo("0.04");
        assertThat(verified.path("equal").asBoolean()).isTrue();
        assertThat(verified.path("postings").asInt())
                .isEqualTo(verified.path("calls").asInt() + 4);
    }

    @Test
    void refusesToLeaveCallsWithoutAPriceWhereThatIsAskedFor() throws IOException {
        log("strict", "no-such-model", 1_000);

        Commands.Outcome strict = costream.commands()
                .run("reprice", "--strict", "--commit", "--tenant=strict", "--from=2024-11-01", "--to=2024-12-01");

        assertThat(strict.status()).as(strict.text()).isEqualTo(1);
        assertThat(strict.err()).contains("1 calls would have no price", "nothing was posted");
        assertThat(reprice("strict").path("unpriced_calls").asInt()).isEqualTo(1);
        assertThat(costream.run("reprice", "list")).contains("failed", "committed");
    }

    @Test
    void refusesASecondRunUntilTheFirstIsResumed() throws IOException {
        log("resumed", "gpt-4o", 1_000);
        Commands commands = costream.commands();
        String first = new RunningCostream(commands.bootstrapServers(), commands.registryUrl())
                .repricer()
                .begin(
                        new RepricingRequest(
                                "resumed",
                                "",
                                "",
                                Instant.parse("2024-11-01T00:00:00Z"),
                                Instant.parse("2024-12-01T00:00:00Z"),
                                false,
                                OptionalLong.empty(),
                                false),
                        "command")
                .getRun();

        Commands.Outcome second = commands.run("reprice", "--commit", "--from=2024-11-01", "--to=2024-12-01");
        JsonNode resumed = JSON.readTree(costream.run("reprice", "resume", first, "--json"));

        assertThat(second.status()).as(second.text()).isEqualTo(2);
        assertThat(second.err()).contains("run " + first, "has not ended", "costream reprice resume " + first);
        assertThat(resumed.path("state").asText()).isEqualTo("committed");
        assertThat(resumed.path("calls_read").asInt()).isEqualTo(1);
    }

    private static JsonNode reprice(String tenant, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("reprice", "--commit", "--json", "--tenant=" + tenant));
        command.addAll(List.of("--from=2024-11-01", "--to=2024-12-01"));
        command.addAll(List.of(more));
        return JSON.readTree(costream.run(command.toArray(String[]::new)));
    }

    private static void budget(String tenant, String usdPerDay) throws IOException {
        Path file = Files.writeString(
                folder.resolve(tenant + ".yaml"),
                "- id: " + tenant + "\n  scope: {tenant: " + tenant + "}\n  limits: {day: " + usdPerDay
                        + "}\n  thresholds: [1.0]\n");
        costream.run("budgets", "apply", file.toString());
    }

    private static void awaitAlerts(String tenant, String... states) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<String> found = new ArrayList<>();
            costream.api()
                    .get("/v1/alerts?tenant=" + tenant)
                    .path("items")
                    .forEach(alert -> found.add(alert.path("state").asText()));
            assertThat(found).containsExactlyInAnyOrder(states);
        });
    }

    private static JsonNode whatIf(String replace) throws IOException {
        return JSON.readTree(costream.run("what-if", replace, "--tenant=asked", "--json"));
    }

    private static void log(String tenant, String model, int inputTokens) {
        String provider = model.startsWith("claude") ? "anthropic" : "openai";
        costream.run(
                "log",
                "--tenant=" + tenant,
                "--provider=" + provider,
                "--model=" + model,
                "--input-tokens=" + inputTokens,
                "--output-tokens=500",
                "--at=2024-11-17T20:15:00Z");
    }
}
