package io.costream.alerts.topology;

import io.costream.alerts.domain.AlertWords;
import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.Crossing;
import io.costream.alerts.domain.Window;
import io.costream.alerts.domain.WindowKind;
import io.costream.avro.Alert;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Alerts as the topic has them. Stateless. */
final class AlertWriter {
    private static final int WIRE_SCALE = 12;

    private AlertWriter() {}

    static Alert crossed(Budget budget, String value, Window window, Crossing crossing, BigDecimal spent, Instant now) {
        boolean resolved = crossing.direction() == Crossing.Direction.RESOLVED;
        String raised = crossing.isExceeding() ? "exceeded" : "threshold";
        return about(budget, value, window)
                .setId(AlertWords.id(budget.id(), value, window, crossing))
                .setType(resolved ? "resolved" : raised)
                .setThreshold(plain(crossing.threshold()))
                .setSpent(wire(spent))
                .setLimit(wire(crossing.limit()))
                .setSeverity(AlertWords.severity(crossing))
                .setReason(AlertWords.reason(budget, value, window, crossing, spent))
                .setAt(now)
                .setState(resolved ? "resolved" : "firing")
                .build();
    }

    static Alert exceeded(Budget budget, Message.Excess excess, BigDecimal limit, Instant now) {
        Window window = budget.calendar().windowOf(WindowKind.REQUEST, excess.at());
        String place = AlertWords.place(budget.id(), excess.value(), window);
        return about(budget, excess.value(), window)
                .setId(place + "/" + excess.partition() + "/" + excess.offset())
                .setType("request_limit")
                .setWindowEnd(null)
                .setThreshold(null)
                .setSpent(wire(excess.cost()))
                .setLimit(wire(limit))
                .setSeverity("warning")
                .setReason(AlertWords.reason(budget, excess.value(), excess.call(), excess.cost(), limit))
                .setAt(now)
                .setState("firing")
                .build();
    }

    private static Alert.Builder about(Budget budget, String value, Window window) {
        Map<String, String> scope = new TreeMap<>();
        budget.scope().forEach((dimension, wanted) -> scope.put(dimension.name(), wanted));
        return Alert.newBuilder()
                .setBudget(budget.id())
                .setBudgetName(budget.name())
                .setValue(value)
                .setScope(scope)
                .setWindow(window.kind().word())
                .setWindowStart(window.start().truncatedTo(ChronoUnit.MICROS))
                .setWindowEnd(window.end().equals(Window.NEVER) ? null : window.end());
    }

    static BigDecimal wire(BigDecimal amount) {
        return amount.setScale(WIRE_SCALE, RoundingMode.UNNECESSARY);
    }

    /** One way of writing a threshold, whatever the file's: 0.9, and 1.0 for the whole. */
    static String plain(BigDecimal threshold) {
        BigDecimal stripped = threshold.stripTrailingZeros();
        return stripped.setScale(Math.max(1, stripped.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
