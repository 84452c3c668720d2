package io.costream.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;

/** How calls ended and how long they took, for reading. */
final class OutcomeText {
    private static final List<String> STATUSES = List.of("ok", "error", "timeout", "cancelled");
    private static final List<String> LATENCIES =
            List.of("average_latency_ms", "p50_latency_ms", "p95_latency_ms", "p99_latency_ms");

    private OutcomeText() {}

    /** A line for each row and one for all; empty where there are no calls. */
    static List<String> lines(Row all, List<Row> rows) {
        if (all.count("calls") == 0) {
            return List.of();
        }
        Table table =
                Table.of("lrrrrrrrr").row("", "ok", "error", "timeout", "cancelled", "average", "50 %", "95 %", "99 %");
        rows.forEach(row -> table.row(cells(row.key(), row)));
        return table.row(cells("all", all)).lines();
    }

    private static String[] cells(String name, Row row) {
        List<String> cells = new ArrayList<>(List.of(name));
        JsonNode statuses = row.json().path("by_status");
        STATUSES.forEach(status -> cells.add(Amounts.count(statuses.path(status).asLong(0))));
        LATENCIES.forEach(latency -> cells.add(millis(row, latency)));
        return cells.toArray(new String[0]);
    }

    /** Percentiles in words; empty where they are not known. */
    static String percentiles(Row row) {
        return row.optionalAmount("p50_latency_ms").isEmpty()
                ? ""
                : "50 % within " + millis(row, "p50_latency_ms") + ", 95 % within " + millis(row, "p95_latency_ms")
                        + ", 99 % within " + millis(row, "p99_latency_ms");
    }

    /** A dash where it is not known; a latency that was measured is never 0. */
    static String millis(Row row, String name) {
        return row.optionalAmount(name)
                .filter(millis -> millis.signum() > 0)
                .map(millis -> Amounts.decimal(millis, 0) + " ms")
                .orElse("–");
    }
}
