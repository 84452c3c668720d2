package io.costream.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every price and every usage; the seed of a failure is in its name. */
class PricingPropertiesTest {
    private static final int ROUNDS = 150;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_260_310, 977})
    void partsSumToTheWholeAndNothingIsNegative(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Charge charge = charge(random, PriceBook.of(List.of(random.model(3))));

            assertThat(sum(charge.lines().stream().map(Charge.Line::amount).toList()))
                    .isEqualTo(charge.total());
            assertThat(sum(charge.components().values())).isEqualTo(charge.total());
            assertThat(charge.cost(Direction.INPUT)
                            .plus(charge.cost(Direction.OUTPUT))
                            .plus(charge.cost(Direction.OTHER)))
                    .isEqualTo(charge.total());
            assertThat(charge.lines()).allMatch(line -> line.amount().signum() >= 0);
            assertThat(charge.cacheSavings().signum()).isNotNegative();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 20_260_311, 978})
    void everyLineIsTheExactProductRoundedOnce(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Rate rate = random.rate();
            UnitRate ready = new UnitRate(rate, Unit.INPUT_UNCACHED);
            long quantity = (long) random.number(Integer.MAX_VALUE) * (1 + random.number(1000));
            BigDecimal exact = BigDecimal.valueOf(quantity)
                    .multiply(rate.usd())
                    .divide(rate.per(), Money.SCALE, RoundingMode.HALF_EVEN);

            assertThat(ready.amount(quantity).toBigDecimal()).isEqualByComparingTo(exact);
            assertThat(ready.amount(BigDecimal.valueOf(quantity))).isEqualTo(ready.amount(quantity));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {8, 20_260_317, 984})
    void fastPathPricesLikeExactArithmetic(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Charge charge = charge(random, PriceBook.of(List.of(random.model(2))));

            for (Charge.Line line : charge.lines()) {
                BigDecimal exact = line.quantity().multiply(line.rate());
                assertThat(line.amount().toBigDecimal().subtract(exact).abs())
                        .isLessThanOrEqualTo(new BigDecimal("0.5e-12").add(exact.movePointLeft(20)));
            }
            assertThat(charge.total().toBigDecimal())
                    .isEqualByComparingTo(charge.lines().stream()
                            .map(line -> line.amount().toBigDecimal())
                            .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {9, 20_260_318, 985})
    void callOfTokensIsPricedAsWithAContextThatChangesNothing(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < ROUNDS; i++) {
            PriceBook book = PriceBook.of(List.of(random.model(2)));
            Consumption call = call(random, random.tokens());
            // A region makes the general path price the call, whose rates name no region.
            Consumption elsewhere = new Consumption(
                    "default", "p", "m", call.at(), call.context().with(PricingContext.REGION, "eu"), call.usage());

            assertThat(book.price(call)).isEqualTo(book.price(elsewhere));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 20_260_312, 979})
    void moreTokensNeverCostLess(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < ROUNDS; i++) {
            PriceBook book = PriceBook.of(List.of(random.model(1)));
            Consumption call = call(random, random.usage());
            Consumption larger = call(call, more(call.usage(), 1 + random.number(100_000)));

            Charge less = book.price(call);
            Charge more = book.price(larger);

            assertThat(more.total()).isGreaterThanOrEqualTo(less.total());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 20_260_313, 980})
    void costIsLinearWithinATier(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Rate input = Rate.perMillion(BigDecimal.valueOf(random.number(1_000_000), 5));
            Rate output = Rate.perMillion(BigDecimal.valueOf(random.number(1_000_000), 5));
            PriceEntry entry = PriceEntry.builder()
                    .rates(Map.of(Unit.INPUT_UNCACHED, input, Unit.OUTPUT_TEXT, output))
                    .build();
            PriceBook book = PriceBook.of(List.of(Books.model("p", "m", entry)));
            Usage once = Books.usage(random.number(100_000), random.number(100_000));
            int times = 1 + random.number(9);

            Money single = book.price(Books.call("m", once)).total();
            Money multiple = book.price(Books.call("m", times(once, times))).total();

            assertThat(multiple.picos()).isEqualTo(single.picos().multiply(BigInteger.valueOf(times)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 20_260_314, 981})
    void laterRevisionsDoNotChangeWhatAnEarlierOneSaid(long seed) {
        RandomPrices random = new RandomPrices(seed);
        for (int i = 0; i < ROUNDS; i++) {
            ModelPrices all = random.model(6);
            int revision = 1 + random.number(5);
            PriceBook then = PriceBook.of(List.of(all.asOf(revision)));
            PriceBook now = PriceBook.of(List.of(all));
            Consumption call = call(random, random.usage());

            assertThat(now.asOf(revision).price(call)).isEqualTo(then.price(call));
        }
    }

    private static Charge charge(RandomPrices random, PriceBook book) {
        return book.price(call(random, random.usage()));
    }

    private static Consumption call(RandomPrices random, Usage usage) {
        return new Consumption("default", "p", "m", random.instant(), random.context(), usage);
    }

    private static Consumption call(Consumption call, Usage usage) {
        return new Consumption("default", "p", "m", call.at(), call.context(), usage);
    }

    private static Usage more(Usage usage, long tokens) {
        Usage.Builder more = Usage.builder();
        usage.forEach(more::quantity);
        return more.tokens(Unit.INPUT_UNCACHED, usage.tokens(Unit.INPUT_UNCACHED) + tokens)
                .build();
    }

    private static Usage times(Usage usage, int factor) {
        Usage.Builder more = Usage.builder();
        usage.forEachTokens((unit, quantity) -> more.tokens(unit, quantity * factor));
        return more.build();
    }

    private static Money sum(Iterable<Money> amounts) {
        Money sum = Money.ZERO;
        for (Money amount : amounts) {
            sum = sum.plus(amount);
        }
        return sum;
    }
}
