package io.costream.pricing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.Flags;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinCatalogueTest {
    private static final List<ModelPrices> MODELS = BuiltinCatalogue.load();
    private static final PriceBook BOOK = PriceBook.of(MODELS);

    @ParameterizedTest
    @CsvSource({
        "gpt-4, 2023-11-16, 30, 60",
        "gpt-3.5-turbo, 2023-11-16, 1.5, 2",
        "gpt-3.5-turbo, 2024-06-01, 0.5, 1.5",
        "gpt-4o, 2024-06-01, 5, 15",
        "gpt-4o, 2024-11-01, 2.5, 10",
        "gpt-4o-mini, 2024-11-01, 0.15, 0.6",
        "claude-3-sonnet, 2024-06-01, 3, 15",
        "claude-3.5-sonnet-20241022, 2024-11-17, 3, 15",
        "claude-3-5-sonnet-20241022, 2024-11-17, 3, 15",
        "claude-3-opus-20240229, 2024-11-17, 15, 75",
        "claude-3-haiku-20240307, 2024-11-17, 0.25, 1.25",
        "gemini-1.5-pro, 2024-11-17, 1.25, 5"
    })
    void listPriceIsTheOneOfThatDay(String model, String day, String input, String output) {
        Usage usage = Usage.builder()
                .tokens(Unit.INPUT_UNCACHED, 1000)
                .tokens(Unit.OUTPUT_TEXT, 1000)
                .build();

        Charge charge = price(model, day, usage);

        assertThat(charge.lines())
                .extracting(line ->
                        line.rate().movePointRight(6).stripTrailingZeros().toPlainString())
                .containsExactly(input, output);
    }

    @Test
    void callBeforeTheReleaseIsUnpriced() {
        Charge charge = price("gpt-4o", "2024-05-12", Usage.NONE);

        assertThat(charge.isPriced()).isFalse();
        assertThat(charge.flags()).containsExactly(Flags.NO_RATE_THEN);
    }

    @Test
    void everyEntryNamesItsSourceAndEveryModelItsStart() {
        List<PriceEntry> entries = MODELS.stream()
                .filter(prices -> !prices.model().equals(ModelPrices.PROVIDER_DEFAULT))
                .flatMap(prices -> prices.entries().stream())
                .toList();

        assertThat(entries)
                .allMatch(entry -> !entry.source().isEmpty() && entry.from().isAfter(Instant.MIN));
    }

    private static Charge price(String model, String day, Usage usage) {
        Instant at = Instant.parse(day + "T12:00:00Z");
        return BOOK.price(new Consumption("default", "", model, at, PricingContext.STANDARD, usage));
    }
}
