package io.costream.pricing;

import static io.costream.pricing.Books.NOON;
import static io.costream.pricing.Books.book;
import static io.costream.pricing.Books.call;
import static io.costream.pricing.Books.model;
import static io.costream.pricing.Books.perMillion;
import static io.costream.pricing.Books.rates;
import static io.costream.pricing.Books.usage;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceBookTest {
    private static final Usage MILLION_IN = usage(1_000_000, 0);
    private static final PricingContext BATCH = PricingContext.STANDARD.with(PricingContext.SERVICE_TIER, "batch");

    @Test
    void unknownModelIsUnpricedAndNeverFree() {
        Charge charge = book().price(call("gpt-99", usage(10, 10)));

        assertThat(charge.isPriced()).isFalse();
        assertThat(charge.flags()).containsExactly(Flags.UNKNOWN_MODEL);
    }

    @Test
    void freeModelIsPricedWithZero() {
        PriceBook book = book(model("p", "m", rates("0", "0").build()));

        Charge charge = book.price(call("m", usage(10, 10)));

        assertThat(charge.isPriced()).isTrue();
        assertThat(charge.total()).isEqualTo(Money.ZERO);
    }

    @Test
    void startIsInclusiveAndEndExclusive() {
        PriceBook book = book(model(
                "p", "m", rates("3", "15").from(NOON).to(NOON.plusSeconds(60)).build()));

        assertThat(inputPriceAt(book, NOON.minusNanos(1))).isEmpty();
        assertThat(inputPriceAt(book, NOON)).isEqualTo("3");
        assertThat(inputPriceAt(book, NOON.plusSeconds(60).minusNanos(1))).isEqualTo("3");
        assertThat(inputPriceAt(book, NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void newerRevisionSupersedesAndOlderOneCanBeAskedAgain() {
        PriceEntry first = rates("3", "15").revision(4).build();
        PriceEntry second = rates("2", "10").revision(7).from(NOON).build();
        PriceBook book = book(model("p", "m", first, second));

        PriceBook before = book.asOf(6);

        assertThat(inputPriceAt(book, NOON)).isEqualTo("2");
        assertThat(inputPriceAt(before, NOON)).isEqualTo("3");
        assertThat(before.revision()).isEqualTo(6);
        assertThat(book.revision()).isEqualTo(7);
    }

    @Test
    void announcedAndCancelledChangeHoldsOnlyForRevisionsBetween() {
        PriceEntry standing = rates("3", "15").revision(1).build();
        PriceEntry cancelled =
                rates("9", "15").revision(2).withdrawnIn(3).from(NOON).build();
        PriceBook book = book(model("p", "m", standing, cancelled));

        assertThat(inputPriceAt(book.asOf(2), NOON)).isEqualTo("9");
        assertThat(inputPriceAt(book, NOON)).isEqualTo("3");
    }

    @Test
    void laterStartWinsWithinOneRevision() {
        PriceBook book = book(model(
                "p", "m", rates("2", "10").from(NOON).build(), rates("3", "15").build()));

        assertThat(inputPriceAt(book, NOON)).isEqualTo("2");
        assertThat(inputPriceAt(book, NOON.minus(1, ChronoUnit.DAYS))).isEqualTo("3");
    }

    @Test
    void modelOfALaterRevisionIsUnknownBefore() {
        PriceBook book = book(model("p", "m", rates("2", "10").revision(5).build()));

        Charge charge = book.asOf(4).price(call("p", "m", NOON, MILLION_IN));

        assertThat(charge.flags()).containsExactly(Flags.UNKNOWN_MODEL);
    }

    @Test
    void sizeTierAppliesToAllTokensStrictlyAboveItsThreshold() {
        PriceEntry entry = rates("3", "15")
                .set(RateSet.of(Map.of(), SizeTier.above(200_000), perMillion("6", "22.5")))
                .build();
        PriceBook book = book(model("p", "m", entry));

        assertThat(book.price(call("m", usage(200_000, 1000))).total()).isEqualTo(Money.of("0.615"));
        assertThat(book.price(call("m", usage(200_001, 1000))).total()).isEqualTo(Money.of("1.222506"));
    }

    @Test
    void inclusiveTierBeginsAtItsThreshold() {
        PriceEntry entry = rates("3", "15")
                .set(RateSet.of(Map.of(), SizeTier.from(128_000), perMillion("6", "30")))
                .build();
        PriceBook book = book(model("p", "m", entry));

        assertThat(book.price(call("m", usage(127_999, 0))).total()).isEqualTo(Money.of("0.383997"));
        assertThat(book.price(call("m", usage(128_000, 0))).total()).isEqualTo(Money.of("0.768"));
    }

    @Test
    void thresholdsBetweenWholeTokensAndOfOtherMeasuresHold() {
        PriceEntry entry = rates("3", "15")
                .set(RateSet.of(
                        Map.of(),
                        new SizeTier(SizeTier.INPUT_TOKENS, SizeTier.Bound.ABOVE, new BigDecimal("99.5")),
                        perMillion("6", "15")))
                .set(RateSet.of(
                        Map.of(),
                        new SizeTier(SizeTier.INPUT_TOKENS, SizeTier.Bound.FROM, new BigDecimal("199.5")),
                        perMillion("7", "15")))
                .set(RateSet.of(
                        Map.of(),
                        new SizeTier("output_text", SizeTier.Bound.ABOVE, new BigDecimal("1000")),
                        perMillion("9", "15")))
                .build();
        PriceBook book = book(model("p", "m", entry));

        assertThat(book.price(call("m", usage(99, 0))).total()).isEqualTo(Money.of("0.000297"));
        assertThat(book.price(call("m", usage(100, 0))).total()).isEqualTo(Money.of("0.0006"));
        assertThat(book.price(call("m", usage(199, 0))).total()).isEqualTo(Money.of("0.001194"));
        assertThat(book.price(call("m", usage(200, 0))).total()).isEqualTo(Money.of("0.0014"));
        assertThat(book.price(call("m", usage(200, 1001))).total()).isEqualTo(Money.of("0.016815"));
    }

    @Test
    void chargesOfAnyNumberOfLinesKeepTheirOrder() {
        PriceEntry entry = rates("3", "15").build();
        PriceBook book = book(model("p", "m", entry));
        List<Unit> units = List.of(
                Unit.INPUT_UNCACHED,
                Unit.INPUT_CACHE_READ,
                Unit.INPUT_AUDIO,
                Unit.INPUT_IMAGE,
                Unit.OUTPUT_TEXT,
                Unit.OUTPUT_REASONING);
        for (int lines = 0; lines <= units.size(); lines++) {
            Usage.Builder usage = Usage.builder();
            units.subList(0, lines).forEach(unit -> usage.tokens(unit, 1000));

            assertThat(book.price(call("m", usage.build())).lines())
                    .extracting(Charge.Line::unit)
                    .containsExactlyElementsOf(units.subList(0, lines));
        }
    }

    @Test
    void cachedTokensCountTowardsTheTier() {
        PriceEntry entry = rates("3", "15")
                .set(RateSet.of(Map.of(), SizeTier.above(200_000), perMillion("6", "22.5")))
                .build();
        Usage usage = Usage.builder()
                .tokens(Unit.INPUT_UNCACHED, 1)
                .tokens(Unit.INPUT_CACHE_READ, 200_000)
                .build();

        Charge charge = book(model("p", "m", entry)).price(call("m", usage));

        assertThat(charge.total()).isEqualTo(Money.of("1.200006"));
        assertThat(charge.flags()).containsExactly(Flags.FALLBACK_RATE);
    }

    @Test
    void contextSelectsItsRatesAndUnknownContextIsFlagged() {
        PriceEntry entry = rates("3", "15")
                .set(RateSet.of(BATCH.values(), SizeTier.ANY, perMillion("1.5", "7.5")))
                .build();
        PriceBook book = book(model("p", "m", entry));

        Charge batch = book.price(in(BATCH));
        Charge other = book.price(in(PricingContext.STANDARD.with(PricingContext.SERVICE_TIER, "scale")));

        assertThat(batch.total()).isEqualTo(Money.of("1.5"));
        assertThat(other.total()).isEqualTo(Money.of("3"));
        assertThat(other.flags()).containsExactly(Flags.CONTEXT_WITHOUT_RATE);
    }

    @Test
    void factorMultipliesTokenRatesOfWhicheverSet() {
        PriceEntry entry = rates("3", "15")
                .set(RateSet.factor(BATCH.values(), new BigDecimal("0.5")))
                .set(RateSet.of(Map.of(), SizeTier.above(500_000), perMillion("6", "22.5")))
                .build();

        Charge charge = book(model("p", "m", entry)).price(in(BATCH));

        assertThat(charge.total()).isEqualTo(Money.of("3"));
    }

    @Test
    void contractOfATenantComesBeforeTheListAndLeavesOtherUnitsToIt() {
        PriceEntry contract = PriceEntry.builder()
                .tenant("acme")
                .rates(Map.of(Unit.INPUT_UNCACHED, Rate.perMillion("1")))
                .build();
        PriceBook book = book(model("p", "m", rates("3", "15").build(), contract));
        Usage usage = usage(1_000_000, 1_000_000);

        Money acme = book.price(by("acme", usage)).total();
        Money other = book.price(by("other", usage)).total();

        assertThat(acme).isEqualTo(Money.of("16"));
        assertThat(other).isEqualTo(Money.of("18"));
    }

    @Test
    void discountAndMinimumAreLinesOfTheirOwn() {
        PriceEntry contract = PriceEntry.builder()
                .tenant("acme")
                .discount(new BigDecimal("0.1"))
                .minimum(new BigDecimal("0.01"))
                .build();
        PriceBook book = book(model("p", "m", rates("3", "15").build(), contract));

        Charge large = book.price(by("acme", usage(1_000_000, 0)));
        Charge small = book.price(by("acme", usage(1, 0)));

        assertThat(large.total()).isEqualTo(Money.of("2.7"));
        assertThat(large.cost(Direction.OTHER)).isEqualTo(Money.of("-0.3"));
        assertThat(small.total()).isEqualTo(Money.of("0.01"));
    }

    @Test
    void contractOverAProviderOrOverAllHoldsWhereNoNarrowerOneDoes() {
        PriceBook book = book(
                model("p", "m", rates("10", "0").build(), discount("acme", "0.1")),
                model("p", "other", rates("10", "0").build()),
                model("q", "m2", rates("10", "0").build()),
                model("p", "*", discount("acme", "0.2")),
                model("*", "*", discount("acme", "0.3")));

        assertThat(total(book, "acme", "p", "m")).isEqualTo("9");
        assertThat(total(book, "acme", "p", "other")).isEqualTo("8");
        assertThat(total(book, "acme", "", "other")).isEqualTo("8");
        assertThat(total(book, "acme", "q", "m2")).isEqualTo("7");
        assertThat(total(book, "globex", "p", "other")).isEqualTo("10");
        assertThat(book.price(new Consumption("acme", "q", "m2", NOON, PricingContext.STANDARD, MILLION_IN))
                        .matched())
                .isEqualTo("q/m2 (name), contract of acme");
        assertThat(book.price(call("p", "unlisted", NOON, MILLION_IN)).isPriced())
                .isFalse();
    }

    @Test
    void contractWithAProviderHoldsForModelsItTakesFromAnotherList() {
        Naming inherits = Naming.of(Naming.Role.INHERITS, NameRule.equalTo("p"));
        PriceBook book = book(
                model("p", "m", rates("10", "0").build()),
                new ModelPrices("cloud", "*", List.of(inherits), List.of(discount("acme", "0.2"))));

        assertThat(total(book, "acme", "cloud", "m")).isEqualTo("8");
        assertThat(total(book, "acme", "p", "m")).isEqualTo("10");
    }

    private static PriceEntry discount(String tenant, String fraction) {
        return PriceEntry.builder()
                .tenant(tenant)
                .discount(new BigDecimal(fraction))
                .build();
    }

    private static String total(PriceBook book, String tenant, String provider, String model) {
        Consumption call = new Consumption(tenant, provider, model, NOON, PricingContext.STANDARD, MILLION_IN);
        return book.price(call).total().toString();
    }

    @Test
    void minimumIsForWhatWasUsedOnly() {
        PriceEntry entry = rates("3", "15").minimum(new BigDecimal("0.01")).build();

        Charge nothing = book(model("p", "m", entry)).price(call("m", Usage.NONE));

        assertThat(nothing.total()).isEqualTo(Money.ZERO);
        assertThat(nothing.isPriced()).isTrue();
    }

    @Test
    void freePartDoesNotMakeAnUnknownPartFree() {
        PriceEntry entry =
                PriceEntry.builder().rates(Map.of(Unit.OUTPUT_TEXT, Rate.FREE)).build();

        Charge charge = book(model("p", "m", entry)).price(call("m", usage(10, 10)));

        assertThat(charge.isPriced()).isFalse();
        assertThat(charge.flags()).containsExactly(Flags.NO_RATE);
    }

    @Test
    void unknownPartBesideAPricedOneIsFlagged() {
        PriceEntry entry = PriceEntry.builder()
                .rates(Map.of(Unit.OUTPUT_TEXT, Rate.perMillion("15")))
                .build();

        Charge charge = book(model("p", "m", entry)).price(call("m", usage(10, 1_000_000)));

        assertThat(charge.total()).isEqualTo(Money.of("15"));
        assertThat(charge.flags()).containsExactly(Flags.UNIT_WITHOUT_RATE);
    }

    @Test
    void cacheSavingsAreTheDifferenceToTheFullRate() {
        PriceEntry entry = rates("3", "15")
                .rates(Map.of(Unit.INPUT_CACHE_READ, Rate.perMillion("0.3")))
                .build();
        Usage usage = Usage.builder().tokens(Unit.INPUT_CACHE_READ, 1000).build();

        Charge charge = book(model("p", "m", entry)).price(call("m", usage));

        assertThat(charge.total()).isEqualTo(Money.of("0.0003"));
        assertThat(charge.cacheSavings()).isEqualTo(Money.of("0.0027"));
    }

    @Test
    void statedCostIsFlaggedWhereItDiffers() {
        PriceBook book = book(model("p", "m", rates("3", "15").build()));
        Consumption call =
                new Consumption("default", "p", "m", NOON, PricingContext.STANDARD, MILLION_IN, new BigDecimal("2.99"));

        Charge charge = book.price(call);

        assertThat(charge.total()).isEqualTo(Money.of("3"));
        assertThat(charge.flags()).containsExactly(Flags.STATED_COST_DIFFERS);
    }

    @Test
    void lineIsRoundedOnceHalfToEven() {
        Map<Unit, Rate> rates = Map.of(Unit.INPUT_UNCACHED, Rate.perMillion("0.0000005"));
        PriceBook book = book(model("p", "m", PriceEntry.builder().rates(rates).build()));

        assertThat(book.price(call("m", usage(1, 0))).total()).isEqualTo(Money.ZERO);
        assertThat(book.price(call("m", usage(3, 0))).total()).isEqualTo(Money.ofPicos(2));
    }

    private static Consumption in(PricingContext context) {
        return new Consumption("default", "p", "m", NOON, context, MILLION_IN);
    }

    private static Consumption by(String tenant, Usage usage) {
        return new Consumption(tenant, "p", "m", NOON, PricingContext.STANDARD, usage);
    }

    /** USD per million input tokens; empty where unpriced. */
    private static String inputPriceAt(PriceBook book, Instant at) {
        Charge charge = book.price(call("p", "m", at, MILLION_IN));
        return charge.isPriced() ? charge.total().toString() : "";
    }

    @Test
    void timeOfDayCombinesWithDates() {
        DailyWindow night = DailyWindow.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(22, 0), LocalTime.of(2, 0));
        PriceBook book = book(model(
                "p",
                "m",
                rates("3", "15").build(),
                rates("1", "5").from(NOON).window(night).build()));

        List<String> prices = List.of(
                inputPriceAt(book, Instant.parse("2026-03-09T15:00:00Z")),
                inputPriceAt(book, Instant.parse("2026-03-10T13:59:59Z")),
                inputPriceAt(book, Instant.parse("2026-03-10T14:00:00Z")),
                inputPriceAt(book, Instant.parse("2026-03-10T17:59:59Z")),
                inputPriceAt(book, Instant.parse("2026-03-10T18:00:00Z")));

        assertThat(prices).containsExactly("3", "3", "1", "1", "3");
    }
}
