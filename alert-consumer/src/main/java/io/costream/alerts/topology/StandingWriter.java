package io.costream.alerts.topology;

import io.costream.alerts.domain.AlertWords;
import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.Crossing;
import io.costream.alerts.domain.Crossings;
import io.costream.alerts.domain.Dimension;
import io.costream.alerts.domain.Meter;
import io.costream.alerts.domain.SumKey;
import io.costream.alerts.domain.Watch;
import io.costream.alerts.domain.Window;
import io.costream.avro.BudgetStatus;
import io.costream.avro.BudgetStatuses;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a budget and scope value stands in its current windows, as topic budget-status has it. Not thread-safe. */
final class StandingWriter {
    private final WatchStore store;

    StandingWriter(WatchStore store) {
        this.store = store;
    }

    /** Empty where a scope value has spent nothing in any current window. */
    Optional<BudgetStatuses> write(Budget budget, String value, Instant now) {
        boolean whole = budget.each().equals(Dimension.NONE);
        String state = state(budget);
        List<BudgetStatus> windows = new ArrayList<>();
        boolean spentAnything = false;
        for (Meter meter : meters(budget, value, whole)) {
            Window window = budget.calendar().windowOf(meter.kind(), now);
            Watch watch = store.watch(new SumKey(meter.id(), value, window.start()));
            spentAnything |= !watch.columns().isEmpty();
            windows.add(status(budget, value, window, watch, state, now));
        }
        if (!value.isEmpty() && !spentAnything) {
            return Optional.empty();
        }
        return Optional.of(BudgetStatuses.newBuilder()
                .setBudget(budget.id())
                .setBudgetRevision(budget.revision())
                .setScopeValue(value)
                .setState(state)
                .setWindows(windows)
                .build());
    }

    /** First instant at which one of the windows is another. */
    static Instant nextChange(Budget budget, Instant now) {
        return budget.meters().stream()
                .map(meter -> budget.calendar().windowOf(meter.kind(), now).end())
                .min(Instant::compareTo)
                .orElse(Window.NEVER);
    }

    /** A value of a whole budget, and no value of a split one, have nothing of their own. */
    private static List<Meter> meters(Budget budget, String value, boolean whole) {
        return whole == value.isEmpty() ? budget.meters() : List.of();
    }

    private String state(Budget budget) {
        if (!budget.isEnabled()) {
            return store.isAnswered(budget) ? "DISABLED" : "STARTING";
        }
        return store.isAnswered(budget) ? "ACTIVE" : "STARTING";
    }

    private static BudgetStatus status(
            Budget budget, String value, Window window, Watch watch, String state, Instant now) {
        Map<String, Long> asOf = new HashMap<>();
        watch.asOf().forEach((partition, offset) -> asOf.put(partition.toString(), offset));
        BigDecimal limit = budget.limits().getOrDefault(window.kind(), BigDecimal.ZERO);
        return BudgetStatus.newBuilder()
                .setBudget(budget.id())
                .setBudgetRevision(budget.revision())
                .setName(budget.name())
                .setScopeValue(value)
                .setWindow(window.kind().word())
                .setWindowStart(window.start())
                .setWindowEnd(window.end().equals(Window.NEVER) ? null : window.end())
                .setLimit(AlertWriter.wire(limit))
                .setSpent(AlertWriter.wire(watch.spent()))
                .setState(state)
                .setAsOf(asOf)
                .setThreshold(
                        watch.crossings().highest().map(AlertWriter::plain).orElse(null))
                .setAlerts(raised(budget, value, window, watch.crossings()))
                .setUpdatedAt(now)
                .build();
    }

    private static List<String> raised(Budget budget, String value, Window window, Crossings crossings) {
        List<String> ids = new ArrayList<>();
        crossings.marks().forEach((threshold, mark) -> {
            for (int number = 1; number <= mark.number(); number++) {
                Crossing crossing = new Crossing(
                        Crossing.Direction.REACHED, threshold, crossings.limit(), crossings.revision(), number);
                ids.add(AlertWords.id(budget.id(), value, window, crossing));
            }
        });
        return ids;
    }
}
