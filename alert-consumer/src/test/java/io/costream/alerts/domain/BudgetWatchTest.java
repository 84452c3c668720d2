package io.costream.alerts.domain;

import static io.costream.alerts.domain.ABudget.aBudget;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BudgetWatchTest {
    private static final Budget BUDGET =
            aBudget("acme-daily").limit(WindowKind.DAY, "50").build();

    private Crossings crossings = Crossings.NONE;

    @Test
    void raisesEachThresholdThatAJumpPasses() {
        List<String> seen = look(BUDGET, "100");

        assertThat(seen).containsExactly("REACHED 0.5 #1", "REACHED 0.75 #1", "REACHED 0.9 #1", "REACHED 1.0 #1");
    }

    @Test
    void reachesAThresholdExactly() {
        List<String> below = look(BUDGET, "24.999999999999");
        List<String> at = look(BUDGET, "25");

        assertThat(below).isEmpty();
        assertThat(at).containsExactly("REACHED 0.5 #1");
    }

    @Test
    void raisesNothingTwice() {
        look(BUDGET, "40");

        List<String> again = look(BUDGET, "40.5");

        assertThat(again).isEmpty();
    }

    @Test
    void resolvesBelowTheThresholdAndCountsTheNextCrossing() {
        look(BUDGET, "26");

        List<String> lower = look(BUDGET, "24");
        List<String> higher = look(BUDGET, "26");

        assertThat(lower).containsExactly("RESOLVED 0.5 #1");
        assertThat(higher).containsExactly("REACHED 0.5 #2");
    }

    @Test
    void startsAnewWithAnotherLimit() {
        look(BUDGET, "40");
        Budget higher =
                aBudget("acme-daily").revision(2).limit(WindowKind.DAY, "60").build();

        List<String> seen = look(higher, "40");

        assertThat(seen).containsExactly("RESOLVED 0.75 #1", "REACHED 0.5 #1");
        assertThat(crossings.revision()).isEqualTo(2);
    }

    @Test
    void keepsWhatWasCrossedWhereAnotherRevisionHasTheSameLimit() {
        look(BUDGET, "40");
        Budget renamed = aBudget("acme-daily")
                .revision(2)
                .named("Production")
                .limit(WindowKind.DAY, "50.00")
                .build();

        List<String> seen = look(renamed, "46");

        assertThat(seen).containsExactly("REACHED 0.9 #1");
        assertThat(crossings.revision()).isEqualTo(1);
    }

    @Test
    void resolvesAThresholdThatIsTakenAway() {
        look(BUDGET, "40");
        Budget fewer = aBudget("acme-daily")
                .revision(2)
                .limit(WindowKind.DAY, "50")
                .thresholds("0.5", "1.0")
                .build();

        List<String> seen = look(fewer, "40");

        assertThat(seen).containsExactly("RESOLVED 0.75 #1");
    }

    @Test
    void isSilentAboutWhatWasReachedBefore() {
        BudgetWatch.Observation seen = BudgetWatch.look(
                Crossings.NONE, BUDGET, new BigDecimal("50"), new BigDecimal("46"), new BigDecimal("40"));

        assertThat(seen.happened()).extracting(Crossing::threshold).containsExactly(new BigDecimal("0.9"));
    }

    @Test
    void neverResolvesWhatWasNeverRaised() {
        crossings = BudgetWatch.look(
                        Crossings.NONE, BUDGET, new BigDecimal("50"), new BigDecimal("40"), new BigDecimal("40"))
                .crossings();

        List<String> lower = look(BUDGET, "10");
        List<String> higher = look(BUDGET, "26");

        assertThat(lower).isEmpty();
        assertThat(higher).containsExactly("REACHED 0.5 #1");
    }

    @Test
    void endsTheSameInHoweverManyStepsASumGrows() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> stepwise = new ArrayList<>();

        for (int cents = 0; cents < 7_000; cents += 1 + random.nextInt(400)) {
            stepwise.addAll(look(BUDGET, BigDecimal.valueOf(cents, 2).toPlainString()));
        }
        stepwise.addAll(look(BUDGET, "70"));
        crossings = Crossings.NONE;
        List<String> atOnce = look(BUDGET, "70");

        assertThat(stepwise).as("seed %d", seed).isEqualTo(atOnce);
    }

    private List<String> look(Budget budget, String spent) {
        BudgetWatch.Observation seen = BudgetWatch.look(
                crossings, budget, budget.limits().get(WindowKind.DAY), new BigDecimal(spent), BigDecimal.ZERO);
        crossings = seen.crossings();
        return seen.happened().stream()
                .map(crossing -> crossing.direction() + " " + crossing.threshold() + " #" + crossing.number())
                .toList();
    }
}
