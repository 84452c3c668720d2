package io.costream.pricing;

import static io.costream.pricing.Books.NOON;
import static io.costream.pricing.Books.book;
import static io.costream.pricing.Books.call;
import static io.costream.pricing.Books.model;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargingTest {
    private static final Rate TOKEN = Rate.perMillion("40");
    private static final Rate PIECE = Rate.each("0.04");
    private static final Rate PIXEL = Rate.each("0.0000001");

    /** What a model lists; what is used of two pieces, 2,000 pixels and 1,000 tokens; and the unit that is charged. */
    @ParameterizedTest
    @CsvSource({
        "tokens pieces pixels, tokens pieces pixels, output_image",
        "pieces pixels, pieces pixels, images",
        "tokens pieces, pieces, images",
        "pixels, pieces pixels, pixels",
        "pixels, pixels, pixels",
        "pieces, pieces pixels, images",
        "pieces pixels, pixels, pixels"
    })
    void imagesAreChargedByOneMeasure(String listed, String used, String charged) {
        Charge charge = book(model("p", "m", entry(listed))).price(call("m", usage(used)));

        assertThat(charge.lines()).extracting(line -> line.unit().name()).containsExactly(charged);
        assertThat(charge.flags()).isEmpty();
    }

    private static PriceEntry entry(String listed) {
        PriceEntryBuilder entry = PriceEntry.builder();
        if (listed.contains("tokens")) {
            entry.rates(Map.of(Unit.OUTPUT_IMAGE, TOKEN));
        }
        if (listed.contains("pieces")) {
            entry.rates(Map.of(Unit.IMAGE_COUNT, PIECE));
        }
        if (listed.contains("pixels")) {
            entry.rates(Map.of(Unit.PIXELS, PIXEL));
        }
        return entry.build();
    }

    private static Usage usage(String used) {
        Usage.Builder usage = Usage.builder();
        if (used.contains("tokens")) {
            usage.tokens(Unit.OUTPUT_IMAGE, 1000);
        }
        if (used.contains("pieces")) {
            usage.quantity(Unit.IMAGE_COUNT, BigDecimal.valueOf(2));
        }
        if (used.contains("pixels")) {
            usage.quantity(Unit.PIXELS, BigDecimal.valueOf(2000));
        }
        return usage.build();
    }

    @Test
    void callIsOneRequestUnlessItsUsageSaysOtherwise() {
        PriceEntry entry =
                PriceEntry.builder().rates(Map.of(Unit.REQUESTS, PIECE)).build();
        PriceBook book = book(model("p", "m", entry));
        Usage three =
                Usage.builder().quantity(Unit.REQUESTS, BigDecimal.valueOf(3)).build();

        assertThat(book.price(call("m", Usage.NONE)).total()).isEqualTo(Money.of("0.04"));
        assertThat(book.price(call("m", three)).total()).isEqualTo(Money.of("0.12"));
    }

    @ParameterizedTest
    @CsvSource({"900000000, true", "1000000000, true", "1300000000, false"})
    void whatNoCallCostsIsUnknown(String millions, boolean isPriced) {
        PriceEntry entry = PriceEntry.builder()
                .rates(Map.of(Unit.IMAGE_COUNT, Rate.each("1000000")))
                .build();
        Usage images = Usage.builder()
                .quantity(Unit.IMAGE_COUNT, new BigDecimal(millions))
                .build();

        Charge charge = book(model("p", "m", entry)).price(call("m", images));

        assertThat(charge.isPriced()).isEqualTo(isPriced);
        assertThat(charge.flags()).isEqualTo(isPriced ? Set.of() : Set.of(Flags.AMOUNT_OUT_OF_RANGE));
    }

    @Test
    void metersWithoutAPriceAreFreeAndOtherUnitsUnknown() {
        PriceBook book = book(model("p", "m", Books.rates("1", "1").build()));

        Charge meters = book.price(call("m", of(Unit.REQUESTS, Unit.TOOL_CALLS)));
        Charge pages = book.price(call("m", of(Unit.PAGES)));

        assertThat(meters.isPriced()).isTrue();
        assertThat(meters.flags()).isEmpty();
        assertThat(pages.isPriced()).isFalse();
    }

    @Test
    void standInOfAnotherUnitIsFlagged() {
        PriceEntry entry =
                PriceEntry.builder().rates(Map.of(Unit.WEB_SEARCHES, PIECE)).build();
        PriceBook book = book(model("p", "m", entry));

        assertThat(book.price(call("m", of(Unit.SEARCH_QUERIES))).flags()).containsExactly(Flags.FALLBACK_RATE);
        assertThat(book.price(call("m", of(Unit.WEB_SEARCHES))).flags()).isEmpty();
    }

    @Test
    void mediaWithoutARateOfTheirOwnCostTheDefaultRate() {
        PriceEntry defaults = PriceEntry.builder()
                .rates(Map.of(Unit.AUDIO_SECONDS, Rate.each("0.001"), Unit.IMAGE_COUNT, Rate.each("0.002")))
                .build();
        PriceBook book = book(
                model("*", "*", defaults),
                model("p", "m", Books.rates("1", "1").build()),
                model("p", "heard", entryOf(Unit.INPUT_AUDIO)));

        Charge charge = book.price(call("p", "m", NOON, of(Unit.AUDIO_SECONDS)));
        Charge other = book.price(call("p", "heard", NOON, of(Unit.AUDIO_SECONDS)));

        assertThat(charge.total()).isEqualTo(Money.of("0.001"));
        assertThat(charge.flags()).containsExactly(Flags.DEFAULT_RATE);
        assertThat(other.isPriced()).isFalse();
    }

    @Test
    void linesAndFlagsCanBeAddedToACharge() {
        Charge charge =
                book(model("p", "m", Books.rates("1", "1").build())).price(call("m", Books.usage(1_000_000, 0)));

        Charge more = charge.withLine(Unit.of("margin"), new BigDecimal("0.5")).withFlags(Set.of("odd"));

        assertThat(more.total()).isEqualTo(Money.of("1.5"));
        assertThat(more.flags()).containsExactly("odd");
        assertThat(more.components())
                .isEqualTo(Map.of(Component.TEXT, Money.of("1"), Component.OTHER, Money.of("0.5")));
        assertThat(Component.TEXT.label()).isEqualTo("text");
    }

    private static PriceEntry entryOf(Unit unit) {
        return PriceEntry.builder().rates(Map.of(unit, TOKEN)).build();
    }

    private static Usage of(Unit... units) {
        Usage.Builder usage = Usage.builder();
        List.of(units).forEach(unit -> usage.quantity(unit, BigDecimal.ONE));
        return usage.build();
    }
}
