package io.costream.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Lays out one call for reading. */
final class CallText {
    private static final String CURRENCY = "USD";
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);

    private CallText() {}

    /** A call among others: what it was and what it cost, and its breakdown below. */
    static List<String> line(Row call, ZoneId zone) {
        String when = MOMENT.format(Instant.parse(call.text("timestamp")).atZone(zone));
        String what = model(call)
                + part(" · ", call.text("framework"))
                + part(" · ", call.text("task_type"))
                + part(" · ", call.text("user"));
        String breakdown = StreamSupport.stream(
                        call.json().path("cost_breakdown").properties().spliterator(), false)
                .map(part -> part.getKey() + " "
                        + Amounts.money(new BigDecimal(part.getValue().asText()), CURRENCY))
                .collect(Collectors.joining(", "));
        return List.of(
                "  " + when + "  " + cost(call) + "  " + what,
                "      " + Amounts.count(call.count("input_tokens")) + " in, "
                        + Amounts.count(call.count("output_tokens")) + " out" + part("; ", breakdown) + "; id "
                        + call.text("call_id"));
    }

    /** All there is to know of a call. */
    static List<String> explain(Row call) {
        List<String> lines = new ArrayList<>();
        lines.add("Call " + call.text("call_id"));
        Table facts = Table.of("ll");
        fact(facts, "Model", model(call));
        fact(facts, "Framework", call.text("framework"));
        fact(facts, "Task type", call.text("task_type"));
        fact(facts, "Time", call.text("timestamp"));
        fact(facts, "Tenant", call.text("tenant"));
        fact(facts, "User", call.text("user"));
        fact(facts, "Session", call.text("session_id"));
        fact(facts, "Status", call.text("status"));
        fact(facts, "Processing time", part("", call.text("processing_time_ms")).replaceFirst("(.+)", "$1 ms"));
        fact(
                facts,
                "Tokens",
                Amounts.count(call.count("input_tokens")) + " in, " + Amounts.count(call.count("output_tokens"))
                        + " out");
        fact(facts, "Cost", cost(call));
        fact(facts, "Price", part("revision ", call.text("price_revision")) + part(", ", call.text("matched")));
        lines.addAll(facts.lines());
        components(call, lines);
        lines(call, lines);
        return lines;
    }

    private static void components(Row call, List<String> lines) {
        Table table = Table.of("lr");
        for (Map.Entry<String, JsonNode> part :
                call.json().path("cost_breakdown").properties()) {
            table.row(
                    part.getKey(), Amounts.money(new BigDecimal(part.getValue().asText()), CURRENCY));
        }
        section("Cost by component", table, lines);
    }

    private static void lines(Row call, List<String> lines) {
        Table table = Table.of("lrrr");
        for (Row line : Row.of(call.json().path("lines"))) {
            table.row(
                    line.text("unit"),
                    Amounts.decimal(line.amount("quantity"), 9),
                    "× $" + new BigDecimal(line.text("rate")).toPlainString(),
                    "$" + line.text("amount"));
        }
        section("Lines", table, lines);
    }

    private static void section(String title, Table table, List<String> lines) {
        if (!table.lines().isEmpty()) {
            lines.add("");
            lines.add(title);
            lines.addAll(table.lines());
        }
    }

    private static void fact(Table table, String name, String value) {
        if (!value.isEmpty()) {
            table.row(name, value);
        }
    }

    private static String model(Row call) {
        String provider = call.text("provider");
        return (provider.isEmpty() ? "" : provider + "/") + call.text("model");
    }

    private static String cost(Row call) {
        return call.optionalAmount("estimated_cost_usd")
                .map(usd -> Amounts.money(usd, CURRENCY))
                .orElse("UNPRICED");
    }

    private static String part(String before, String text) {
        return text.isEmpty() ? "" : before + text;
    }
}
