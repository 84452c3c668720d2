package io.costream.pricing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenaiPricesTest {
    private static final String FILE = """
            {"units": {"moon_walks": {"per": 10, "price_key": "moon_dwalks", "dimensions": {}}},
             "providers": [
              {"id": "acme", "name": "Acme", "api_pattern": "https://acme", "pricing_urls": ["https://acme/prices"],
               "provider_match": {"contains": "acme"}, "model_match": {"starts_with": "a-"}, "models": [
                {"id": "a-dated", "match": {"or": [{"equals": "a-dated"}, {"starts_with": "a-dated-"}]}, "prices": [
                  {"prices": {"input_mtok": 1}},
                  {"constraint": {"start_date": "2026-01-10"}, "prices": {"input_mtok": 2}},
                  {"constraint": {"start_time": "22:00:00Z", "end_time": "02:00:00Z"}, "prices": {"input_mtok": 3}},
                  {"constraint": {"start_date": "2026-02-01"}, "prices": {"input_mtok": 4}}]},
                {"id": "a-sized", "match": {"equals": "a-sized"}, "prices": {"requests_kcount": 5,
                  "input_mtok": {"base": 1, "tiers": [{"start": 1000, "price": 2}]}, "cache_read_mtok": 0.1,
                  "cache_write_mtok": 1.25, "cache_write_1h_mtok": 2}},
                {"id": "a-heard", "match": {"equals": "a-heard"}, "prices": {"audio_hours": 3.6, "moon_dwalks": 7,
                  "sun_kwalks": 1}}]},
              {"id": "groq", "name": "Groq", "api_pattern": "https://groq", "models": [
                {"id": "whisper-large-v3", "match": {"equals": "whisper-large-v3"}, "prices": {"audio_hours": 0.36}}]},
              {"id": "cloud", "name": "Cloud", "api_pattern": "https://cloud", "fallback_model_providers": ["acme"],
               "models": []}]}
            """;

    private final PriceFile file = read(FILE);
    private final PriceBook book = PriceBook.of(file.models());

    @ParameterizedTest
    @CsvSource({
        "2025-06-01T23:00:00Z, 1",
        "2026-01-09T23:59:59Z, 1",
        "2026-01-10T00:00:00Z, 3",
        "2026-01-10T12:00:00Z, 2",
        "2026-01-20T22:00:00Z, 3",
        "2026-01-21T02:00:00Z, 2",
        "2026-01-31T23:00:00Z, 3",
        "2026-02-01T23:00:00Z, 4"
    })
    void timeOfDayHoldsWithinTheDatesItStandsBetween(String at, String total) {
        Charge charge = price("acme", "a-dated-2", Instant.parse(at), "input_uncached", 1_000_000);

        assertThat(charge.total()).isEqualTo(Money.of(total));
    }

    @ParameterizedTest
    @CsvSource({
        "a-sized, input_uncached, 1000, 0.006",
        "a-sized, input_uncached, 1001, 0.007002",
        "a-sized, input_cache_read, 1001, 0.0051001",
        "a-sized, input_cache_write_5m, 1000, 0.00625",
        "a-sized, input_cache_write_1h, 1000, 0.007",
        "a-heard, audio_seconds, 5, 0.005",
        "a-heard, moon_walks, 5, 3.5"
    })
    void pricesAreForTheirNumberOfUnits(String model, String unit, long quantity, String total) {
        Charge charge = price("my-acme", model, Instant.EPOCH, unit, quantity);

        assertThat(charge.total()).isEqualTo(Money.of(total));
    }

    @ParameterizedTest
    @CsvSource({"9, 0.001", "10, 0.001", "11, 0.0011"})
    void groqBillsTenSecondsAtLeast(long seconds, String total) {
        Charge charge = price("groq", "whisper-large-v3", Instant.EPOCH, "audio_seconds", seconds);

        assertThat(charge.total()).isEqualTo(Money.of(total));
    }

    @Test
    void modelIsFoundByItsProvidersRuleAndThroughAnotherProvider() {
        assertThat(book.find("", "a-sized")).isPresent();
        assertThat(book.find("cloud", "a-sized")).isPresent();
        assertThat(book.find("acme", "b-sized")).isEmpty();
    }

    @Test
    void priceKeyThatIsNotUnderstoodIsReported() {
        assertThat(file.notUnderstood()).containsExactly("acme/a-heard: sun_kwalks");
    }

    @Test
    void whatIsNotSuchAFileIsRefused() {
        assertThatThrownBy(() -> read("{\"models\": []}")).isInstanceOf(PriceFileException.class);
        assertThatThrownBy(() -> read("[{\"id\": \"x\", \"models\": [{}]}]")).isInstanceOf(PriceFileException.class);
    }

    private Charge price(String provider, String model, Instant at, String unit, long quantity) {
        Usage usage = Usage.builder()
                .quantity(Unit.of(unit), BigDecimal.valueOf(quantity))
                .build();
        return book.price(new Consumption("default", provider, model, at, PricingContext.STANDARD, usage));
    }

    private static PriceFile read(String text) {
        try {
            return PriceFormat.GENAI_PRICES.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
