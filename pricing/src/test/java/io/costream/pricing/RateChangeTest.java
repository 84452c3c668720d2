package io.costream.pricing;

import static io.costream.pricing.Books.perMillion;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateChangeTest {
    private static final Map<String, String> BATCH = Map.of(PricingContext.SERVICE_TIER, "batch");

    @Test
    void unitThatIsNotNamedKeepsItsRate() {
        RateSet before = RateSet.of(Map.of(
                Unit.INPUT_UNCACHED, Rate.perMillion("3"),
                Unit.OUTPUT_TEXT, Rate.perMillion("15"),
                Unit.INPUT_CACHE_READ, Rate.perMillion("0.3")));

        RateSet after = RateChange.over(List.of(before), RateSet.of(perMillion("2", "10")))
                .get(0);

        assertThat(after.rates())
                .containsEntry(Unit.INPUT_UNCACHED, Rate.perMillion("2"))
                .containsEntry(Unit.OUTPUT_TEXT, Rate.perMillion("10"))
                .containsEntry(Unit.INPUT_CACHE_READ, Rate.perMillion("0.3"));
    }

    @Test
    void unitThatCostAsMuchAsItsStandInFollowsIt() {
        RateSet before = RateSet.of(Map.of(
                Unit.OUTPUT_TEXT, Rate.perMillion("15"),
                Unit.OUTPUT_REASONING, Rate.each("0.000015"),
                Unit.OUTPUT_AUDIO, Rate.perMillion("16")));

        RateSet after = RateChange.over(List.of(before), RateSet.of(perMillion("2", "10")))
                .get(0);

        assertThat(after.rates())
                .containsEntry(Unit.OUTPUT_REASONING, Rate.perMillion("10"))
                .containsEntry(Unit.OUTPUT_AUDIO, Rate.perMillion("16"));
    }

    @Test
    void otherContextsAndSizesStay() {
        RateSet plain = RateSet.of(perMillion("3", "15"));
        RateSet batch = RateSet.factor(BATCH, new BigDecimal("0.5"));
        RateSet large = RateSet.of(Map.of(), SizeTier.above(200_000), perMillion("6", "22.5"));

        List<RateSet> after = RateChange.over(List.of(plain, batch, large), RateSet.of(perMillion("2", "10")));

        assertThat(after).containsExactly(RateSet.of(perMillion("2", "10")), batch, large);
    }

    @Test
    void newContextOrSizeIsAdded() {
        RateSet plain = RateSet.of(perMillion("3", "15"));
        RateSet batch = RateSet.of(BATCH, SizeTier.ANY, perMillion("1", "5"));
        RateSet largeBatch = RateSet.of(BATCH, SizeTier.above(200_000), perMillion("2", "10"));

        List<RateSet> after = RateChange.over(RateChange.over(List.of(plain), batch), largeBatch);

        assertThat(after).containsExactly(plain, batch, largeBatch);
    }

    @Test
    void factorOfTheChangedSetStays() {
        RateSet before = new RateSet(
                RateSet.of(Map.of()).when(),
                SizeTier.ANY,
                RateSet.of(perMillion("3", "15")).rates(),
                new BigDecimal("1.1"));

        RateSet after = RateChange.over(List.of(before), RateSet.of(perMillion("2", "10")))
                .get(0);

        assertThat(after.factor()).isEqualByComparingTo("1.1");
    }
}
