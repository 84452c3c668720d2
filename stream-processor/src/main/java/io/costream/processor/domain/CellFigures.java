package io.costream.processor.domain;

import io.costream.pricing.Direction;
import io.costream.pricing.Money;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of a cell by name, as plain text: what two cells that differ are told apart by. */
public final class CellFigures {
    private CellFigures() {}

    /** All figures that are not 0; amounts in USD, to the last digit. */
    public static SortedMap<String, String> of(Cell cell) {
        SortedMap<String, String> figures = new TreeMap<>();
        count(figures, "calls", cell.calls());
        count(figures, "errors", cell.errors());
        count(figures, "timeouts", cell.calls(Outcome.TIMEOUT));
        count(figures, "cancelled", cell.calls(Outcome.CANCELLED));
        count(figures, "unpriced_calls", cell.unpriced());
        count(figures, "timed_calls", cell.timed());
        count(figures, "latency_micros", cell.latencyMicros());
        if (cell.latencies(0).length > 0) {
            figures.put("latencies", Latencies.text(cell.latencies(0)));
        }
        if (cell.firstMicros() <= cell.lastMicros()) {
            figures.put("first", Window.instant(cell.firstMicros()).toString());
            figures.put("last", Window.instant(cell.lastMicros()).toString());
        }
        cell.quantities().forEach((unit, quantity) -> figures.put("unit_" + unit.name(), quantity.toPlainString()));
        cell.components().forEach((component, amount) -> amount(figures, "cost_" + component.label(), amount));
        for (Direction direction : Direction.values()) {
            amount(figures, direction.name().toLowerCase(Locale.ROOT) + "_cost", cell.cost(direction));
        }
        amount(figures, "total_cost", cell.total());
        amount(figures, "adjusted", cell.adjusted());
        amount(figures, "cache_savings", cell.cacheSavings());
        return figures;
    }

    private static void count(SortedMap<String, String> figures, String name, long count) {
        if (count != 0) {
            figures.put(name, Long.toString(count));
        }
    }

    private static void amount(SortedMap<String, String> figures, String name, Money amount) {
        if (!amount.equals(Money.ZERO)) {
            figures.put(name, amount.toBigDecimal().stripTrailingZeros().toPlainString());
        }
    }
}
