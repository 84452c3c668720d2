package io.costream.cli.repricing;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Lays out a run for reading. Not thread-safe. */
final class RunText {
    private static final int MOST_ROWS = 40;

    private final JsonNode run;
    private final List<String> lines = new ArrayList<>();

    private RunText(JsonNode run) {
        this.run = run;
    }

    static List<String> lines(JsonNode run) {
        RunText text = new RunText(run);
        text.title();
        if (run.has("calls_read")) {
            text.summary();
            text.groups();
            text.entries();
            text.largest();
        }
        return text.lines;
    }

    private void title() {
        String state = run.path("state").asText();
        lines.add(
                switch (state) {
                    case "dry_run" -> "Dry run: nothing is posted. Add --commit to post it.";
                    case "running" ->
                        "Run " + run.path("run").asText() + " has not ended; adjustments so far: "
                                + Amounts.count(run.path("posted").asLong());
                    default -> "Run " + run.path("run").asText() + ": " + state;
                });
        lines.add("Calls from " + run.path("from").asText() + " to "
                + run.path("to").asText() + ", prices of revision "
                + run.path("revision").asText());
        if (!run.path("problem").asText("").isEmpty() && !run.path("problem").isNull()) {
            lines.add(run.path("problem").asText());
        }
    }

    private void summary() {
        lines.add("");
        Table table = Table.of("lr")
                .row("Calls read", count("calls_read"))
                .row("Calls changed", count("calls_changed"))
                .row("Became priced", count("became_priced"))
                .row("Became unpriced", count("became_unpriced"))
                .row("Without a price", count("unpriced_calls"))
                .row("Before", money(run, "before"))
                .row("After", money(run, "after"))
                .row("Change", money(run, "change"));
        lines.addAll(table.lines());
    }

    private void groups() {
        Table table = Table.of("lllrrrr").row("Tenant", "Model", "Day", "Changed", "Before", "After", "Change");
        List<JsonNode> changed = new ArrayList<>();
        run.path("by").forEach(row -> {
            if (row.path("calls_changed").asLong() > 0) {
                changed.add(row);
            }
        });
        changed.stream()
                .limit(MOST_ROWS)
                .forEach(row -> table.row(
                        row.path("tenant").asText(),
                        row.path("provider").asText() + "/" + row.path("model").asText(),
                        row.path("day").asText(),
                        Amounts.count(row.path("calls_changed").asLong()),
                        money(row, "before"),
                        money(row, "after"),
                        money(row, "change")));
        add("By tenant, model and day", table, changed.size());
    }

    private void entries() {
        Table table = Table.of("llrrr").row("Model", "Valid from", "Revision", "Calls", "Change");
        run.path("entries")
                .forEach(entry -> table.row(
                        entry.path("model").asText(),
                        entry.path("valid_from").isNull()
                                ? "always"
                                : entry.path("valid_from").asText(),
                        entry.path("revision").asText(),
                        Amounts.count(entry.path("calls").asLong()),
                        money(entry, "change")));
        add("Prices that apply now", table, run.path("entries").size());
    }

    private void largest() {
        Table table = Table.of("llrrr").row("Call", "Model", "Before", "After", "Change");
        run.path("largest")
                .forEach(call -> table.row(
                        call.path("call_id").asText(),
                        call.path("model").asText(),
                        money(call, "before"),
                        money(call, "after"),
                        money(call, "change")));
        add("Largest changes", table, run.path("largest").size());
    }

    private void add(String title, Table table, int rows) {
        if (rows > 0) {
            lines.add("");
            lines.add(title);
            lines.addAll(table.lines());
            if (rows > MOST_ROWS) {
                lines.add("  … and " + (rows - MOST_ROWS) + " more; --json lists them");
            }
        }
    }

    private String count(String field) {
        return Amounts.count(run.path(field).asLong());
    }

    private static String money(JsonNode row, String field) {
        return row.path(field).isNull()
                ? "unpriced"
                : Amounts.money(new BigDecimal(row.path(field).asText("0")), "USD");
    }
}
