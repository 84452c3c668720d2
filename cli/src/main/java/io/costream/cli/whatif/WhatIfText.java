package io.costream.cli.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Lays out an answer for reading. */
final class WhatIfText {
    private static final int MOST_ROWS = 40;

    private WhatIfText() {}

    static List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        lines.add("What calls would have cost; nothing is posted.");
        lines.add("");
        lines.addAll(Table.of("lr")
                .row("Calls", count(answer, "calls_read"))
                .row("Another model", count(answer, "calls_replaced"))
                .row("Would not fit", fitting(answer))
                .row("Without a price", count(answer, "unpriced_calls"))
                .row("Cost", money(answer, "before"))
                .row("Would have cost", money(answer, "after"))
                .row("Change", money(answer, "change"))
                .lines());
        rows(answer, lines);
        return lines;
    }

    private static void rows(JsonNode answer, List<String> lines) {
        Table table = Table.of("lllrrrr").row("Tenant", "Model", "Day", "Calls", "Cost", "Would have", "Change");
        int rows = 0;
        for (JsonNode row : answer.path("by")) {
            if (row.path("calls_changed").asLong() > 0 && rows++ < MOST_ROWS) {
                table.row(
                        row.path("tenant").asText(),
                        row.path("provider").asText() + "/" + row.path("model").asText(),
                        row.path("day").asText(),
                        count(row, "calls"),
                        money(row, "before"),
                        money(row, "after"),
                        money(row, "change"));
            }
        }
        if (rows > 0) {
            lines.add("");
            lines.add("By tenant, model and day");
            lines.addAll(table.lines());
        }
        if (rows > MOST_ROWS) {
            lines.add("  … and " + (rows - MOST_ROWS) + " more; --json lists them");
        }
    }

    private static String fitting(JsonNode answer) {
        String unknown = count(answer, "calls_with_unknown_window");
        if (answer.path("calls_that_would_not_fit").isNull()) {
            return "unknown";
        }
        return count(answer, "calls_that_would_not_fit") + (unknown.equals("0") ? "" : ", of " + unknown + " unknown");
    }

    private static String count(JsonNode row, String field) {
        return Amounts.count(row.path(field).asLong());
    }

    private static String money(JsonNode row, String field) {
        return Amounts.money(new BigDecimal(row.path(field).asText("0")), "USD");
    }
}
