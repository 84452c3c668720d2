package io.costream.alerts.domain;

import static io.costream.alerts.domain.ABudget.aBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Spend SPEND = new Spend(
            Map.of("tenant", "acme", "user", "chris", "model", "gpt-4", "tag.feature", "crm"),
            Instant.parse("2026-03-31T23:59:59Z"),
            BigDecimal.ONE);

    @Test
    void countsWhatHasEveryValueOfTheScope() {
        Budget fitting = daily().of("tenant", "acme").of("tag.feature", "crm").build();
        Budget other = daily().of("tenant", "acme").of("model", "gpt-4o").build();

        assertThat(fitting.counts(SPEND)).isTrue();
        assertThat(other.counts(SPEND)).isFalse();
    }

    @Test
    void countsEverythingWithoutAScope() {
        assertThat(daily().build().counts(SPEND)).isTrue();
    }

    @Test
    void leavesOutWhatLacksTheSplittingDimension() {
        assertThat(daily().each("user").build().counts(SPEND)).isTrue();
        assertThat(daily().each("session").build().counts(SPEND)).isFalse();
    }

    @Test
    void hasOneMeterForEachLimitOfAWindow() {
        Budget budget = daily().limit(WindowKind.REQUEST, "1")
                .limit(WindowKind.TOTAL, "500")
                .build();

        assertThat(budget.meters()).extracting(Meter::kind).containsExactly(WindowKind.DAY, WindowKind.TOTAL);
    }

    @Test
    void keepsItsMetersWhileItSumsTheSame() {
        Budget before = daily().of("tenant", "acme").build();
        Budget otherLimit = daily().of("tenant", "acme")
                .revision(2)
                .limit(WindowKind.DAY, "60")
                .build();
        Budget otherScope = daily().of("tenant", "globex").revision(2).build();
        Budget otherZone =
                daily().of("tenant", "acme").revision(2).in("Europe/Paris").build();

        assertThat(otherLimit.meters()).isEqualTo(before.meters());
        assertThat(otherScope.meters()).doesNotContainAnyElementsOf(before.meters());
        assertThat(otherZone.meters()).doesNotContainAnyElementsOf(before.meters());
    }

    @Test
    void sumsByValueAndWindow() {
        Meter meter = daily().each("user").in("Europe/Paris").build().meters().get(0);

        SumKey key = meter.keyOf(SPEND);

        assertThat(key).isEqualTo(new SumKey(meter.id(), "chris", Instant.parse("2026-03-31T22:00:00Z")));
    }

    @Test
    void refusesALimitThatIsNoLimit() {
        assertThatThrownBy(() -> daily().limit(WindowKind.DAY, "0").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit day is 0, but must be above zero");
    }

    @Test
    void isFoundInTheBookByWhatItCounts() {
        Budget acme = daily().of("tenant", "acme").build();
        Budget globex = aBudget("globex")
                .of("tenant", "globex")
                .limit(WindowKind.DAY, "1")
                .build();
        Budget all = aBudget("all").limit(WindowKind.MONTH, "1").build();
        BudgetBook book = BudgetBook.of(List.of(acme, globex, all));

        List<BudgetBook.Watched> watching = book.watching(SPEND);

        assertThat(watching).extracting(BudgetBook.Watched::budget).containsExactly(all, acme);
    }

    private static ABudget daily() {
        return aBudget("daily").limit(WindowKind.DAY, "50");
    }
}
