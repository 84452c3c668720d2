package io.costream.processor.query;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums cells into the rows of an answer. Not thread-safe. */
final class RowSums {
    private record RowKey(List<String> values, Window window) {}

    private final UsageQuery query;
    private final Map<RowKey, Cell> sums = new HashMap<>();

    RowSums(UsageQuery query) {
        this.query = query;
    }

    /** The asked range, as the window of a row that is over all of it. */
    static Window range(UsageQuery query) {
        return new Window(WindowKind.ALL, Window.micros(query.from()), Window.micros(query.to()));
    }

    /** Adds one call, or a change of one, with its latency, unless a filter leaves it out. */
    void addCall(Map<Dimension, String> values, Window window, Cell call) {
        Cell known = new Cell();
        known.addWithLatency(call);
        add(values, window, known);
    }

    /** Adds a cell, unless a filter leaves it out. */
    void add(Map<Dimension, String> values, Window window, Cell cell) {
        boolean wanted = query.filters().entrySet().stream()
                .allMatch(filter -> filter.getValue().equals(values.get(filter.getKey())));
        if (wanted) {
            List<String> key = query.by().stream()
                    .map(dimension -> values.getOrDefault(dimension, ""))
                    .toList();
            sums.computeIfAbsent(new RowKey(key, window), absent -> new Cell()).add(cell);
        }
    }

    /** By window, then dearest first, then by name. */
    List<UsageAnswer.Row> rows() {
        List<UsageAnswer.Row> rows = new ArrayList<>();
        sums.forEach((key, cell) -> rows.add(new UsageAnswer.Row(key.values, key.window, cell)));
        rows.sort(Comparator.comparingLong((UsageAnswer.Row row) -> row.window().startMicros())
                .thenComparing(row -> row.cell().total(), Comparator.reverseOrder())
                .thenComparing(row -> String.join("\0", row.key())));
        return rows;
    }
}
