package io.costream.alerts.domain;

import static io.costream.alerts.domain.ABudget.aBudget;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertWordsTest {
    private static final Instant AT = Instant.parse("2023-11-16T18:15:46Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DAY   | 458.088 | 458.088 | Production: $458.09 of $458.09 (100 %) spent on 2023-11-16",
                "DAY   | 50      | 49.999  | Production: $50.00 of $50.00 (99 %) spent on 2023-11-16",
                "HOUR  | 5       | 2.5     | Production: $2.50 of $5.00 (50 %) spent in the hour from 2023-11-16 18:00",
                "WEEK  | 200     | 400     | Production: $400.00 of $200.00 (200 %) spent in the week from 2023-11-13",
                "MONTH | 0.02    | 0.0184  | Production: $0.0184 of $0.02 (92 %) spent in 2023-11",
                "TOTAL | 5000    | 5000    | Production: $5000.00 of $5000.00 (100 %) spent in total",
            })
    void saysWhatWasSpentAndWhen(WindowKind kind, BigDecimal limit, BigDecimal spent, String sentence) {
        Budget budget = aBudget("p")
                .named("Production")
                .limit(kind, limit.toPlainString())
                .build();
        Window window = budget.calendar().windowOf(kind, AT);

        String reason = AlertWords.reason(budget, "", window, reached("0.5", limit), spent);

        assertThat(reason).isEqualTo(sentence);
    }

    @Test
    void namesTheValueOfASplitBudget() {
        Budget budget =
                aBudget("per-user").each("user").limit(WindowKind.DAY, "50").build();
        Window window = budget.calendar().windowOf(WindowKind.DAY, AT);
        Crossing resolved =
                new Crossing(Crossing.Direction.RESOLVED, new BigDecimal("0.9"), new BigDecimal("50"), 1, 1);

        String reason = AlertWords.reason(budget, "chris", window, resolved, new BigDecimal("44"));

        assertThat(reason)
                .isEqualTo("per-user, user chris: $44.00 of $50.00 (88 %) spent on 2023-11-16, below 90 % again");
    }

    @Test
    void makesTheSameIdOfTheSameCrossing() {
        Window window = aBudget("b").build().calendar().windowOf(WindowKind.DAY, AT);

        String id = AlertWords.id("b", "a/b c", window, reached("1.0", BigDecimal.TEN));
        String again = AlertWords.id("b", "a/b c", window, reached("1.00", BigDecimal.ONE));

        assertThat(id).isEqualTo("b/a%2Fb+c/day/2023-11-16T00:00:00Z/1/7/1").isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({"0.5,info", "0.75,warning", "0.9,warning", "1.0,critical", "1.5,critical"})
    void getsWorseTowardsTheLimit(String threshold, String severity) {
        assertThat(AlertWords.severity(reached(threshold, BigDecimal.ONE))).isEqualTo(severity);
    }

    private static Crossing reached(String threshold, BigDecimal limit) {
        return new Crossing(Crossing.Direction.REACHED, new BigDecimal(threshold), limit, 7, 1);
    }
}
