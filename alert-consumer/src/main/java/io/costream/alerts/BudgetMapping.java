package io.costream.alerts;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.Dimension;
import io.costream.alerts.domain.WindowCalendar;
import io.costream.alerts.domain.WindowKind;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** From topic budgets to what is watched. Stateless. */
public final class BudgetMapping {
    private BudgetMapping() {}

    /**
     * The budget as it is watched.
     *
     * @throws RuntimeException of several kinds for a budget that no valid file has
     */
    public static Budget toDomain(io.costream.avro.Budget budget) {
        if (!budget.getCurrency().equals("USD")) {
            throw new IllegalArgumentException(
                    "budget " + budget.getId() + " is in " + budget.getCurrency() + ", but USD is summed");
        }
        Map<Dimension, String> scope = new TreeMap<>();
        budget.getScope().forEach((name, value) -> scope.put(new Dimension(name), value));
        Map<WindowKind, BigDecimal> limits = new EnumMap<>(WindowKind.class);
        budget.getLimits()
                .forEach((word, limit) -> limits.put(WindowKind.of(word).orElseThrow(), new BigDecimal(limit)));
        TreeSet<BigDecimal> thresholds = new TreeSet<>();
        budget.getThresholds().forEach(threshold -> thresholds.add(new BigDecimal(threshold)));
        String each = budget.getEach();
        return new Budget(
                budget.getId(),
                budget.getRevision(),
                budget.getName(),
                scope,
                each == null ? Dimension.NONE : new Dimension(each),
                limits,
                new WindowCalendar(
                        ZoneId.of(budget.getZone()),
                        DayOfWeek.valueOf(budget.getWeekStart().toUpperCase(Locale.ROOT))),
                thresholds,
                budget.getEnabled() ? Budget.Activity.ENABLED : Budget.Activity.DISABLED,
                budget.getAppliedAt());
    }
}
