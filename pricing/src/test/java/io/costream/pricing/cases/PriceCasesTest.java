package io.costream.pricing.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.PriceFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceCasesTest {
    private static final String CATALOGUE = """
            [{"provider": "acme", "model": "m", "entries": [
              {"from": "2025-01-01", "rates": {"input_uncached": "2", "input_cache_read": "0.5", "output_text": "8",
                "input_audio": "40", "images": "0.04", "characters": "0.00001"},
               "sets": [{"when": {"service_tier": "batch"}, "factor": "0.5"},
                        {"when": {"region": "eu"}, "factor": "1.1"},
                        {"when": {"image_size": "1024x1024", "image_quality": "hd"}, "rates": {"images": "0.08"}}]}]},
             {"provider": "acme", "model": "pixels", "entries": [{"rates": {"pixels": {"usd": "2", "per": "1000000"}}}]}]
            """;

    private final PriceCases cases = cases();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'input_tokens': 1000, 'output_tokens': 500} | 0.006",
                "{'input_tokens': 1000, 'cache_read_tokens': 400, 'output_tokens': null} | 0.0014",
                "{'input_tokens': 1000, 'audio_input_tokens': 100} | 0.0058",
                "{'input_tokens': 1000, 'input_audio_tokens': 100} | 0.0058",
                "{'input_tokens': 1000, 'input_audio_tokens': 100, 'cache_read_tokens': 950} | 0.002475",
                "{'output_tokens': 500, 'reasoning_tokens': 100} | 0.004",
                "{'images_generated': 2} | 0.08",
                "{'images_generated': 2, 'image_size': '1024-x-1024', 'image_quality': 'hd'} | 0.16",
                "{'characters': 1500} | 0.015"
            })
    void inclusiveTotalsAreChargedOnce(String usage, String total) {
        JsonNode answer = price("'model': 'm', 'usage': " + usage);

        assertThat(answer.path("total").asText()).isEqualTo(total);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'batch': true", "'service_tier': 'batch'"})
    void batchIsAServiceTier(String context) {
        JsonNode answer = price("'model': 'm', " + context + ", 'usage': {'input_tokens': 1000}");

        assertThat(answer.path("total").asText()).isEqualTo("0.001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'region': 'EU'", "'data_residency': 'eu'", "'inference_geo': 'eu'"})
    void residencyAndGeographyAreTheRegion(String context) {
        JsonNode answer = price("'model': 'm', " + context + ", 'usage': {'input_tokens': 1000}");

        assertThat(answer.path("total").asText()).isEqualTo("0.0022");
    }

    @Test
    void imagesArePixelsWhereTheListChargesByThePixel() {
        JsonNode answer = price("'model': 'pixels', 'usage': {'images_generated': 3, 'image_size': '512x512'}");

        assertThat(answer.path("total").asText()).isEqualTo("1.572864");
        assertThat(answer.path("lines")).hasSize(1);
    }

    @Test
    void contradictoryUsageIsFlaggedAndNeverNegative() {
        JsonNode answer = price("'model': 'm', 'usage': {'input_tokens': 100, 'cache_read_tokens': 300}");

        assertThat(answer.path("total").asText()).isEqualTo("0.00015");
        assertThat(answer.path("flags").toString()).isEqualTo("[\"usage_contradictory\"]");
    }

    @Test
    void customPriceReplacesAllRates() {
        JsonNode answer = price("'model': 'm', 'usage': {'input_tokens': 1000, 'cache_read_tokens': 500},"
                + " 'custom_price': {'input_cost_per_token': '0.000003', 'output_cost_per_token': 0.00001}");

        assertThat(answer.path("total").asText()).isEqualTo("0.003");
    }

    @Test
    void computingIsChargedByTheSecond() {
        JsonNode answer = price(
                "'model': 'm', 'usage': {'compute_seconds': 2.5}," + " 'custom_price': {'cost_per_second': '0.0004'}");

        assertThat(answer.path("total").asText()).isEqualTo("0.001");
    }

    @Test
    void discountComesBeforeMarginAndBothAreOtherCost() {
        JsonNode answer = price("'provider': 'acme', 'model': 'm', 'usage': {'input_tokens': 1000000},"
                + " 'cost_discount_config': {'acme': 0.1}, 'cost_margin_config':"
                + " {'global': {'percentage': 0.5, 'fixed_amount': 0.25}}");

        assertThat(answer.path("input_cost").asText()).isEqualTo("2");
        assertThat(answer.path("other_cost").asText()).isEqualTo("0.95");
        assertThat(answer.path("total").asText()).isEqualTo("2.95");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-01-01T00:00:00Z",
                "2025-01-01T05:30:00+05:30",
                "2025-01-01",
                "2025-01-01 00:00:00",
                "1735689600",
                "1735689600000"
            })
    void instantHasOnePriceHoweverItIsWritten(String timestamp) {
        JsonNode answer = price("'model': 'm', 'timestamp': '" + timestamp + "', 'usage': {'input_tokens': 1000}");

        assertThat(answer.path("status").asText()).isEqualTo("PRICED");
    }

    @Test
    void callWithoutARateIsUnpricedWithoutATotal() {
        JsonNode answer = price("'model': 'm', 'timestamp': '2024-12-31T23:59:59Z', 'usage': {'input_tokens': 1000}");

        assertThat(answer.path("status").asText()).isEqualTo("UNPRICED");
        assertThat(answer.path("total").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'usage': {}",
                "'model': 'm'",
                "'model': 'm', 'usage': {'input_tokens': -1}",
                "'model': 'm', 'usage': {'input_tokens': 1.5}",
                "'model': 'm', 'usage': {'input_tokens': 'many'}",
                "'model': 'm', 'usage': {'tokens_in': 1}",
                "'model': 'm', 'timestamp': 'yesterday', 'usage': {'input_tokens': 1}",
                "'model': 'm', 'custom_price': {'cost': 1}, 'usage': {'input_tokens': 1}"
            })
    void rowThatCannotBeReadIsAnsweredWithTheReason(String row) {
        JsonNode answer = price(row);

        assertThat(answer.path("status").asText()).isEqualTo("ERROR");
        assertThat(answer.path("message").asText()).isNotEmpty();
    }

    private JsonNode price(String row) {
        return read(cases.price(("{'id': 'x', " + row + "}").replace('\'', '"')));
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static PriceCases cases() {
        try {
            ByteArrayInputStream stream = new ByteArrayInputStream(CATALOGUE.getBytes(StandardCharsets.UTF_8));
            PriceBook book = PriceBook.of(PriceFormat.COSTREAM.read(stream).models());
            return new PriceCases(book, Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
