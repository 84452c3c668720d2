package io.costream.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays out a report for reading. Not thread-safe. */
public final class ReportText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);

    private final JsonNode report;
    private final String currency;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private ReportText(JsonNode report) {
        this.report = report;
        this.currency = report.path("currency").asText("USD");
        this.zone = ZoneId.of(report.path("zone").asText("UTC"));
    }

    /** The lines of a report as the API returns it. */
    public static List<String> lines(JsonNode report) {
        ReportText text = new ReportText(report);
        text.title();
        text.summary();
        text.totals("By Provider", "by_provider");
        text.totals("By Model", "by_model");
        text.totals("By Task Type", "by_task_type");
        text.totals("By User", "by_user");
        text.averages("By Framework", "by_framework");
        text.averages("Framework + Model", "by_framework_model");
        text.components();
        text.volumeDiscounts();
        text.outcomes();
        text.calls("Most recent calls", "recent");
        text.calls("Most expensive calls", "most_expensive");
        return text.lines;
    }

    private void title() {
        String tenant = report.path("tenant").asText("");
        lines.add("Cost report" + (tenant.isEmpty() || tenant.equals("null") ? "" : " for " + tenant));
        lines.add(range());
        if (report.path("exchange_rate").isObject()) {
            lines.add("Converted at 1 USD = "
                    + report.path("exchange_rate").path("rate").asText() + " " + currency + "; single calls in USD.");
        }
        for (JsonNode change : report.path("zone_changes")) {
            lines.add("From " + change.path("from").asText() + " on, days are those of "
                    + change.path("zone").asText() + ".");
        }
        if (report.path("source").asText("").equals("ledger")) {
            lines.add("Counted from the ledger: no totals are kept for this combination.");
        }
        if (report.path("unfinished_repricing").isTextual()) {
            lines.add("Run " + report.path("unfinished_repricing").asText()
                    + " is pricing these calls again: some of its changes are in here, others are not.");
        }
        if (!report.path("complete").asBoolean(true)) {
            lines.add("INCOMPLETE: partitions " + report.path("missing") + " do not answer, their calls are missing.");
        }
    }

    private String range() {
        String text;
        if (report.path("first_day").isTextual()) {
            LocalDate first = LocalDate.parse(report.path("first_day").asText());
            LocalDate last = LocalDate.parse(report.path("last_day").asText());
            text = DAY.format(first) + (first.equals(last) ? "" : " – " + DAY.format(last));
        } else {
            text = moment("start") + " – " + moment("end");
        }
        return text + " (" + zone + ")";
    }

    private String moment(String name) {
        return MOMENT.format(Instant.parse(report.path(name).asText()).atZone(zone));
    }

    private void summary() {
        Row sum = new Row(report.path("summary"));
        section("Summary");
        if (sum.count("calls") == 0) {
            lines.add("  No calls in this time.");
            return;
        }
        Amounts money = Amounts.of(
                List.of(sum.amount("total_cost"), sum.amount("input_cost"), sum.amount("output_cost")), currency);
        Table table = Table.of("lrl")
                .row("Calls", Amounts.count(sum.count("calls")), remarks(sum))
                .row(
                        "Tokens",
                        Amounts.count(sum.count("total_tokens")),
                        Amounts.count(sum.count("input_tokens")) + " in, " + Amounts.count(sum.count("output_tokens"))
                                + " out")
                .row(
                        "Cost",
                        money.money(sum.amount("total_cost")),
                        money.money(sum.amount("input_cost")) + " in, " + money.money(sum.amount("output_cost"))
                                + " out");
        if (sum.amount("adjusted").signum() != 0) {
            table.row("Adjusted", money.money(sum.amount("adjusted")), "part of the cost, posted by re-pricing");
        }
        if (sum.amount("cache_savings").signum() != 0) {
            table.row("Cache saved", money.money(sum.amount("cache_savings")), "");
        }
        table.row("Average", Amounts.money(sum.amount("average_cost"), currency), "per call");
        if (sum.amount("average_latency_ms").signum() != 0) {
            String percentiles = OutcomeText.percentiles(sum);
            table.row(
                    "Latency",
                    OutcomeText.millis(sum, "average_latency_ms"),
                    "average" + (percentiles.isEmpty() ? "" : "; " + percentiles));
        }
        lines.addAll(table.lines());
    }

    private static String remarks(Row sum) {
        List<String> remarks = new ArrayList<>();
        if (sum.count("errors") > 0) {
            remarks.add(Amounts.count(sum.count("errors")) + " failed");
        }
        if (sum.count("unpriced_calls") > 0) {
            remarks.add(
                    Amounts.count(sum.count("unpriced_calls")) + " UNPRICED: no rate was known for their model then");
        }
        return String.join(", ", remarks);
    }

    private void totals(String title, String name) {
        List<Row> rows = Row.of(report.path(name));
        if (rows.isEmpty()) {
            return;
        }
        section(title);
        Amounts money = money(rows, "total_cost");
        Table table = Table.of("lrrrr").row("", "calls", "tokens", "cost", "share");
        rows.forEach(row -> table.row(
                row.key(),
                Amounts.count(row.count("calls")),
                Amounts.count(row.count("total_tokens")),
                cost(row, money),
                row.optionalAmount("share").map(Amounts::percent).orElse("")));
        lines.addAll(table.lines());
    }

    private void averages(String title, String name) {
        List<Row> rows = Row.of(report.path(name));
        if (rows.isEmpty()) {
            return;
        }
        section(title);
        Amounts money = money(rows, "total_cost");
        Amounts average = money(rows, "average_cost");
        Table table = Table.of("lrrrr").row("", "calls", "cost", "average", "time");
        rows.forEach(row -> table.row(
                row.key(),
                Amounts.count(row.count("calls")),
                cost(row, money),
                row.optionalAmount("average_cost").map(average::money).orElse("–"),
                row.optionalAmount("average_latency_ms")
                        .map(millis -> Amounts.decimal(millis, 0) + " ms")
                        .orElse("–")));
        lines.addAll(table.lines());
    }

    private void components() {
        List<Row> rows = Row.of(report.path("by_component"));
        if (rows.size() < 2) {
            return;
        }
        section("By Component");
        Amounts money = money(rows, "total_cost");
        Table table = Table.of("lr");
        rows.forEach(row -> table.row(row.key(), money.money(row.amount("total_cost"))));
        lines.addAll(table.lines());
    }

    private void volumeDiscounts() {
        for (JsonNode month : report.path("volume_discounts")) {
            section("Volume discount, " + month.path("month").asText() + " (of the whole month, in no amount above)");
            lines.addAll(Table.of("lr")
                    .row("Spent", amount(month, "spent"))
                    .row("Discount", "-" + amount(month, "discount"))
                    .row("After it", amount(month, "after_discount"))
                    .lines());
        }
    }

    /** In a detailed report. */
    private void outcomes() {
        List<String> table = OutcomeText.lines(new Row(report.path("summary")), Row.of(report.path("by_model")));
        if (report.has("recent") && !table.isEmpty()) {
            section("Outcomes and Latency");
            lines.addAll(table);
        }
    }

    private String amount(JsonNode row, String name) {
        return Amounts.money(new BigDecimal(row.path(name).asText("0")), currency);
    }

    private void calls(String title, String name) {
        List<Row> rows = Row.of(report.path(name));
        if (rows.isEmpty()) {
            return;
        }
        section(title);
        rows.forEach(row -> lines.addAll(CallText.line(row, zone)));
    }

    private Amounts money(List<Row> rows, String name) {
        return Amounts.of(rows.stream().map(row -> row.amount(name)).toList(), currency);
    }

    /** A dash where nothing of the row has a price: an unknown price is not 0. */
    private static String cost(Row row, Amounts money) {
        boolean unknown = row.count("calls") > 0 && row.count("unpriced_calls") == row.count("calls");
        BigDecimal cost = row.amount("total_cost");
        return unknown && cost.signum() == 0 ? "UNPRICED" : money.money(cost);
    }

    private void section(String title) {
        lines.add("");
        lines.add(title);
    }
}
