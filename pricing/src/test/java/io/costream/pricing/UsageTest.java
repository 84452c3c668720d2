package io.costream.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private static Usage.Builder some() {
        return Usage.builder()
                .tokens(Unit.INPUT_UNCACHED, 10)
                .tokens(Unit.INPUT_TOOL, 3)
                .tokens(Unit.OUTPUT_TEXT, 20)
                .tokens(Unit.OUTPUT_VIDEO, 4)
                .quantity(Unit.AUDIO_SECONDS, HALF);
    }

    @Test
    void inputAndOutputAreTheSumsOfTheirUnits() {
        Usage usage = some().build();

        assertThat(usage.inputTokens()).isEqualTo(13);
        assertThat(usage.outputTokens()).isEqualTo(24);
        assertThat(usage.tokens(Unit.OUTPUT_TEXT)).isEqualTo(20);
        assertThat(usage.quantity(Unit.OUTPUT_TEXT)).isEqualByComparingTo("20");
        assertThat(usage.quantity(Unit.AUDIO_SECONDS)).isEqualByComparingTo("0.5");
        assertThat(usage.quantity(Unit.PAGES)).isZero();
    }

    @Test
    void everyInputUnitComesBeforeEveryOutputUnit() {
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            Usage usage = Usage.builder().tokens(Unit.known(i), 7).build();
            boolean input = Unit.known(i).direction() == Direction.INPUT;

            assertThat(usage.inputTokens()).isEqualTo(input ? 7 : 0);
            assertThat(usage.outputTokens()).isEqualTo(input ? 0 : 7);
            assertThat(usage.isEmpty()).isFalse();
        }
    }

    @Test
    void emptyIsWithoutAnyQuantity() {
        assertThat(Usage.NONE.isEmpty()).isTrue();
        assertThat(Usage.builder().quantity(Unit.PAGES, BigDecimal.ONE).build().isEmpty())
                .isFalse();
        assertThat(Usage.builder()
                        .quantity(Unit.PAGES, BigDecimal.ONE)
                        .quantity(Unit.PAGES, BigDecimal.ZERO)
                        .build()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void visitsUnitsAboveZeroTokensFirst() {
        List<String> seen = new ArrayList<>();

        some().build().forEach((unit, quantity) -> seen.add(unit + "=" + quantity.toPlainString()));

        assertThat(seen)
                .containsExactly(
                        "input_uncached=10", "input_tool=3", "output_text=20", "output_video=4", "audio_seconds=0.5");
        assertThat(some().build()).hasToString("Usage{" + String.join(", ", seen) + "}");
    }

    @Test
    void equalQuantitiesAreEqualUsages() {
        Usage usage = some().build();

        assertThat(usage)
                .isEqualTo(some().quantity(Unit.AUDIO_SECONDS, new BigDecimal("0.50"))
                        .build());
        assertThat(usage).hasSameHashCodeAs(some().build());
        assertThat(usage.hashCode()).isNotEqualTo(Usage.NONE.hashCode());
        assertThat(usage).isNotEqualTo(some().tokens(Unit.OUTPUT_TEXT, 21).build());
        assertThat(usage)
                .isNotEqualTo(
                        some().quantity(Unit.AUDIO_SECONDS, BigDecimal.ONE).build());
        assertThat(usage).isNotEqualTo("usage");
    }

    @Test
    void refusesQuantitiesThatCannotBe() {
        assertThatThrownBy(() -> Usage.builder().tokens(Unit.PAGES, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Usage.builder().tokens(Unit.OUTPUT_TEXT, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Usage.builder().quantity(Unit.PAGES, HALF.negate()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Usage.builder().quantity(Unit.PAGES, new BigDecimal("0.0000000001")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Usage.builder().quantity(Unit.OUTPUT_TEXT, HALF))
                .isInstanceOf(ArithmeticException.class);
        assertThat(Usage.builder()
                        .quantity(Unit.PAGES, new BigDecimal("0.000000001"))
                        .build()
                        .isEmpty())
                .isFalse();
        assertThat(Usage.builder()
                        .quantity(Unit.OUTPUT_TEXT, BigDecimal.TEN)
                        .build()
                        .outputTokens())
                .isEqualTo(10);
    }

    @Test
    void unitsAreEqualByName() {
        assertThat(Unit.of("output_text")).isSameAs(Unit.OUTPUT_TEXT);
        assertThat(Unit.of("wings")).isEqualTo(Unit.of("wings")).hasSameHashCodeAs(Unit.of("wings"));
        assertThat(Unit.of("wings")).isNotEqualTo(Unit.of("legs"));
        assertThat(Unit.of("wings")).isNotEqualTo(Unit.PAGES);
        assertThat(Unit.INPUT_UNCACHED).isNotEqualTo(Unit.PAGES);
        assertThat(Unit.INPUT_UNCACHED).isNotEqualTo("input_uncached");
        assertThat(Unit.of("wings").name()).isEqualTo("wings");
        assertThat(Unit.of("wings").countsTokens()).isFalse();
        assertThat(Unit.OUTPUT_VIDEO.countsTokens()).isTrue();
        assertThat(Unit.IMAGE_COUNT.countsTokens()).isFalse();
        assertThat(Unit.PAGES).hasToString("pages");
        assertThatThrownBy(() -> Unit.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
