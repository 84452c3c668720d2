package io.costream.pricing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.Flags;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.Money;
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
        "gemini-1.5-pro, 2024-11-17, 1.25, 5",
        "gpt-3.5-turbo-16k, 2023-11-16, 3, 4",
        "gpt-4-32k, 2023-11-16, 60, 120",
        "gpt-4-turbo-preview, 2023-11-16, 10, 30",
        "gpt-4-turbo, 2024-11-17, 10, 30",
        "claude-3-sonnet-20240229, 2024-11-17, 3, 15",
        "claude-3.5-sonnet-20240620, 2024-11-17, 3, 15",
        "gemini-1.0-pro, 2024-11-17, 0.5, 1.5",
        "gemini-1.5-flash, 2024-11-17, 0.075, 0.3",
        "gemini-2.0-flash-exp, 2024-12-20, 0, 0",
        "grok-2, 2024-12-20, 2, 10",
        "grok-beta, 2024-11-17, 5, 15",
        "grok-2-vision-1212, 2024-12-20, 2, 10",
        "deepseek-chat, 2024-11-17, 0.14, 0.28",
        "o3, 2025-06-09, 10, 40",
        "o3, 2025-06-10, 2, 8",
        "openai:gpt-4o, 2024-11-17, 2.5, 10",
        "openrouter/anthropic/claude-sonnet-4.5, 2026-01-01, 3, 15",
        "azure/gpt-4o, 2024-11-17, 2.5, 10",
        "models/gemini-2.5-flash, 2026-01-01, 0.3, 2.5"
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

    @ParameterizedTest
    @CsvSource({
        // A Friday at peak and between peaks, a Saturday, a Saturday before weekends were cheap, before any of it.
        "2026-08-28T02:00:00Z, 0.44",
        "2026-08-28T05:00:00Z, 0.22",
        "2026-08-29T02:00:00Z, 0.22",
        "2026-08-22T02:00:00Z, 0.44",
        "2026-08-16T02:00:00Z, 0.14"
    })
    void peakPriceIsForWorkingHoursAfterItsStart(String at, String input) {
        Usage usage = Usage.builder().tokens(Unit.INPUT_UNCACHED, 1_000_000).build();

        Charge charge = BOOK.price(new Consumption(
                "default", "deepseek", "deepseek-v4-flash", Instant.parse(at), PricingContext.STANDARD, usage));

        assertThat(charge.total()).isEqualTo(Money.of(input));
    }

    @Test
    void catalogueListsAtLeastAHundredAndFiftyModels() {
        assertThat(MODELS).hasSizeGreaterThan(150);
        assertThat(MODELS).extracting(ModelPrices::key).doesNotHaveDuplicates();
    }

    @Test
    void everyModelIsFoundByItsOwnNameAndItsOtherNames() {
        for (ModelPrices prices : MODELS) {
            if (!prices.model().equals(ModelPrices.PROVIDER_DEFAULT)) {
                assertThat(BOOK.find(prices.provider(), prices.model()))
                        .map(ModelPrices::key)
                        .contains(prices.key());
            }
        }
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
