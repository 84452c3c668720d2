package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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
    void provesTotalsThatARunHasChanged() throws IOException {
        log("repriced", "claude-3-opus-20240229", 1_000);
        log("repriced", "claude-3-opus-20240229", 2_000);
        costream.run(
                "prices",
                "set",
                "anthropic/claude-3-opus-20240229",
                "--input-per-million=10",
                "--output-per-million=50",
                "--from=2024-11-01");
        JsonNode run =
                JSON.readTree(costream.run("reprice", "--commit", "--from=2024-11-01", "--to=2024-12-01", "--json"));

        JsonNode verified = JSON.readTree(costream.run("verify", "--json"));

        assertThat(run.path("calls_changed").asInt()).isEqualTo(2);
        assertThat(verified.path("equal").asBoolean()).isTrue();
        assertThat(verified.path("postings").asInt())
                .isEqualTo(verified.path("calls").asInt() + 2);
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
