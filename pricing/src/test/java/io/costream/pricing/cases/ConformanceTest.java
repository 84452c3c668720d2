package io.costream.pricing.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.PriceFile;
import io.costream.pricing.catalogue.PriceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs where the system property costream.conformance names the folder of the conformance data. */
class ConformanceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final BigDecimal PER_LINE = new BigDecimal("0.5e-12");
    private static final Map<String, String> GENAI_FILES =
            Map.of("git-47df840a", "genai-prices-a.json", "npm-0.1.8", "genai-prices-b.json");

    private final Map<String, PriceCases> read = new HashMap<>();
    private Path folder = Path.of("");

    @BeforeEach
    void findFolder() {
        String property = System.getProperty("costream.conformance", "");
        assumeTrue(!property.isBlank(), "costream.conformance is not set");
        folder = Path.of(property, "pricing");
    }

    @Test
    void everyCertainLiteLlmCaseIsRight() throws IOException {
        PriceCases cases = cases("litellm-prices.json", PriceFormat.LITELLM);

        List<String> wrong = new ArrayList<>();
        for (JsonNode row : rows("litellm-cases.jsonl")) {
            check(row, row.path("expected_usd"), cases.price(row), wrong);
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyCertainAsOfCaseIsRight() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : rows("asof-cases.jsonl")) {
            String file = GENAI_FILES.get(row.path("dataset").asText());
            ObjectNode answer = cases(file, PriceFormat.GENAI_PRICES).price(row);
            check(row, row.path("expected").path("total_price"), answer, wrong);
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void priceFilesAreUnderstoodWhole() throws IOException {
        assertThat(file("litellm-prices.json", PriceFormat.LITELLM).notUnderstood())
                .isEmpty();
        assertThat(file("genai-prices-a.json", PriceFormat.GENAI_PRICES).notUnderstood())
                .isEmpty();
        assertThat(file("genai-prices-b.json", PriceFormat.GENAI_PRICES).notUnderstood())
                .isEmpty();
    }

    private static void check(JsonNode row, JsonNode expected, JsonNode answer, List<String> wrong) {
        if (row.has("debatable")) {
            return;
        }
        BigDecimal tolerance = PER_LINE.multiply(
                BigDecimal.valueOf(Math.max(1, answer.path("lines").size())));
        boolean right = answer.path("total").isTextual()
                && new BigDecimal(answer.path("total").asText())
                                .subtract(new BigDecimal(expected.asText()))
                                .abs()
                                .compareTo(tolerance)
                        <= 0;
        if (!right) {
            wrong.add(row.path("id").asText() + ": " + answer.path("total") + ", not " + expected);
        }
    }

    private List<JsonNode> rows(String name) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name))) {
            rows.add(MAPPER.readTree(line));
        }
        return rows;
    }

    private PriceCases cases(String name, PriceFormat format) throws IOException {
        if (!read.containsKey(name)) {
            read.put(name, new PriceCases(PriceBook.of(file(name, format).models()), Clock.systemUTC()));
        }
        return read.get(name);
    }

    private PriceFile file(String name, PriceFormat format) throws IOException {
        try (InputStream stream = Files.newInputStream(folder.resolve(name))) {
            return format.read(stream);
        }
    }
}
