package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports a file as a user does, with the processes of both sides killed in the middle. */
@Timeout(600)
class ImportIT {
    private static final int ROWS = 30_000;
    private static final Instant FIRST = Instant.parse("2024-06-03T00:00:00Z");
    private static final String DAY = "2024-06-03";
    private static final String NEXT_DAY = "2024-06-04";

    private static final long SEED = Long.getLong("costream.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        List<String> lines = new ArrayList<>(List.of("timestamp,input_tokens,output_tokens"));
        for (int i = 0; i < ROWS; i++) {
            lines.add(FIRST.plusSeconds(i) + "," + (100 + i % 7) + "," + (10 + i % 3));
        }
        file = Files.write(folder.resolve("calls.csv"), lines);
    }

    @Test
    void countsEveryRowOnceThroughKillsOfEitherSide() throws IOException {
        System.out.println("ImportIT: seed " + SEED);
        Random random = new Random(SEED);
        try (CostreamUp costream = new CostreamUp(folder.resolve("data"))) {
            try (ChildProcess killed = startImport(costream)) {
                awaitCounted(costream.api(), random.nextInt(ROWS / 3));
                killed.kill();
            }
            try (ChildProcess cutOff = startImport(costream)) {
                awaitCounted(costream.api(), ROWS / 3 + random.nextInt(ROWS / 3));
                costream.kill();
                assertEndsInPlainWords(cutOff);
            }
            costream.restart();
            try (ChildProcess whole = startImport(costream)) {
                assertThat(whole.awaitExit(120)).as(whole.output()).isZero();
            }

            assertReportIsExact(costream);
            try (ChildProcess again = startImport(costream)) {
                assertThat(again.awaitExit(60)).isZero();
                assertThat(again.output()).contains("Nothing new: all 30,000 rows were imported before");
            }
            assertReportIsExact(costream);
        }
    }

    /** Where all was written before the kill, only the wait for the totals is cut off. */
    private static void assertEndsInPlainWords(ChildProcess cutOff) {
        int code = cutOff.awaitExit(60);

        if (code != 0) {
            assertThat(code).as(cutOff.output()).isEqualTo(3);
            assertThat(cutOff.output().lines().filter(line -> line.startsWith("costream: ")))
                    .as(cutOff.output())
                    .hasSize(1);
        }
    }

    private ChildProcess startImport(CostreamUp costream) {
        return costream.start(
                "import", file.toString(), "--set=tenant=acme", "--set=provider=openai", "--set=model=gpt-4");
    }

    private static void awaitCounted(JsonApi api, int number) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api.get("/v1/audit").path("total").path("read").asLong() >= number);
    }

    /** The model costs 30 and 60 USD per million tokens. */
    private static void assertReportIsExact(CostreamUp costream) throws IOException {
        String report = costream.ask("report", "--tenant=acme", "--start=" + DAY, "--end=" + NEXT_DAY, "--json");
        JsonNode summary = new ObjectMapper().readTree(report).path("summary");

        assertThat(summary.path("calls").asLong()).isEqualTo(ROWS);
        assertThat(summary.path("input_tokens").asLong()).isEqualTo(sum(100, 7));
        assertThat(summary.path("output_tokens").asLong()).isEqualTo(sum(10, 3));
        assertThat(new BigDecimal(summary.path("total_cost").asText()))
                .isEqualByComparingTo(BigDecimal.valueOf(sum(100, 7) * 30 + sum(10, 3) * 60, 6));
    }

    private static long sum(long base, int modulus) {
        long sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += base + i % modulus;
        }
        return sum;
    }
}
