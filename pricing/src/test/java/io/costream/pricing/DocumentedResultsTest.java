package io.costream.pricing;

import static io.costream.pricing.Books.call;
import static io.costream.pricing.Unit.INPUT_UNCACHED;
import static io.costream.pricing.Unit.OUTPUT_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Worked figures on two fixed rate cards; not today's list prices. */
class DocumentedResultsTest {
    private final PriceBook cards = PriceBook.of(List.of(
            perThousand("gpt-3.5-turbo", "0.0015", "0.002"),
            perThousand("gpt-4o", "0.005", "0.015"),
            perThousand("gpt-4", "0.03", "0.06"),
            perThousand("claude-3-sonnet", "0.003", "0.015"),
            perThousand("gemini-1.5-pro", "0.0035", "0.0105"),
            Books.model("card", "deepseek", Books.rates("0.14", "0.28").build()),
            Books.model("card", "gpt-mini", Books.rates("0.15", "0.60").build()),
            Books.model("card", "anthropic", Books.rates("3.00", "15.00").build()),
            Books.model("card", "grok-fast", Books.rates("5.00", "15.00").build()),
            media()));

    private static ModelPrices perThousand(String model, String input, String output) {
        BigDecimal thousand = BigDecimal.valueOf(1000);
        Map<Unit, Rate> rates = Map.of(
                INPUT_UNCACHED, new Rate(new BigDecimal(input), thousand),
                OUTPUT_TEXT, new Rate(new BigDecimal(output), thousand));
        return Books.model("card", model, PriceEntry.builder().rates(rates).build());
    }

    private static ModelPrices media() {
        Rate image = new Rate(new BigDecimal("0.01").multiply(BigDecimal.valueOf(765)), BigDecimal.valueOf(1000));
        return Books.model(
                "*",
                "*",
                PriceEntry.builder()
                        .rates(Map.of(
                                Unit.IMAGE_COUNT, image,
                                Unit.AUDIO_SECONDS, Rate.each("0.0001"),
                                Unit.VIDEO_SECONDS, Rate.each("0.001"),
                                Unit.PREPROCESSING_MS, Rate.each("0.000001")))
                        .build());
    }

    static Stream<Arguments> text() {
        return Stream.of(
                Arguments.of("gpt-3.5-turbo", 1000, 500, "0.0025"),
                Arguments.of("gemini-1.5-pro", 1000, 500, "0.00875"),
                Arguments.of("claude-3-sonnet", 1000, 500, "0.0105"),
                Arguments.of("gpt-4o", 1000, 500, "0.0125"),
                Arguments.of("gpt-4", 1000, 500, "0.06"),
                Arguments.of("deepseek", 1_000_000, 1_000_000, "0.42"),
                Arguments.of("gpt-mini", 1000, 1000, "0.00075"),
                Arguments.of("grok-fast", 50_000, 50_000, "1.00"));
    }

    @ParameterizedTest
    @MethodSource("text")
    void textCostsWhatTheCardSays(String model, long input, long output, String total) {
        Consumption call = call(model, Books.usage(input, output));

        Charge charge = cards.price(call);

        assertThat(charge.total()).isEqualTo(Money.of(total));
    }

    @ParameterizedTest
    @MethodSource("inputAndOutput")
    void inputAndOutputAreTheirOwnFigures(String model, long input, long output, List<String> expected) {
        Charge charge = cards.price(call(model, Books.usage(input, output)));

        assertThat(List.of(charge.cost(Direction.INPUT), charge.cost(Direction.OUTPUT), charge.total()))
                .extracting(Money::toString)
                .isEqualTo(expected);
    }

    static Stream<Arguments> inputAndOutput() {
        return Stream.of(Arguments.of("anthropic", 2000, 1000, List.of("0.006", "0.015", "0.021")));
    }

    static Stream<Arguments> callsWithMedia() {
        return Stream.of(
                Arguments.of("gemini-1.5-pro", "0.00175", "0.0166", "0.01835"),
                Arguments.of("claude-3-sonnet", "0.0021", "0.0166", "0.0187"),
                Arguments.of("gpt-4o", "0.0025", "0.0166", "0.0191"),
                Arguments.of("gpt-4", "0.012", "0.0166", "0.0286"));
    }

    @ParameterizedTest
    @MethodSource("callsWithMedia")
    void mediaComesOnTopOfText(String model, String text, String media, String total) {
        Charge charge = cards.price(call(model, withMedia(200, 100, 2, 300)));

        Map<Component, Money> parts = charge.components();
        assertThat(parts.get(Component.TEXT)).isEqualTo(Money.of(text));
        assertThat(parts.get(Component.IMAGES)
                        .plus(parts.get(Component.AUDIO))
                        .plus(parts.get(Component.PREPROCESSING)))
                .isEqualTo(Money.of(media));
        assertThat(charge.total()).isEqualTo(Money.of(total));
    }

    @Test
    void everyComponentIsItsOwnFigure() {
        Charge charge = cards.price(call("gpt-4o", withMedia(1000, 300, 1, 250)));

        assertThat(charge.components())
                .isEqualTo(Map.of(
                        Component.TEXT, Money.of("0.0095"),
                        Component.IMAGES, Money.of("0.00765"),
                        Component.AUDIO, Money.of("0.001"),
                        Component.PREPROCESSING, Money.of("0.00025")));
        assertThat(charge.total()).isEqualTo(Money.of("0.0184"));
    }

    private static Usage withMedia(long input, long output, long images, long preprocessingMillis) {
        return Usage.builder()
                .tokens(INPUT_UNCACHED, input)
                .tokens(OUTPUT_TEXT, output)
                .quantity(Unit.IMAGE_COUNT, BigDecimal.valueOf(images))
                .quantity(Unit.AUDIO_SECONDS, BigDecimal.TEN)
                .quantity(Unit.PREPROCESSING_MS, BigDecimal.valueOf(preprocessingMillis))
                .build();
    }
}
