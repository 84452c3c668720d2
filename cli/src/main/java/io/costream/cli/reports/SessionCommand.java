package io.costream.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.Api;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code costream session}: what one session cost. */
@Command(name = "session", description = "What one session cost, by type, framework and model.")
public final class SessionCommand extends ApiCommand {
    private static final String CURRENCY = "USD";

    @Parameters(paramLabel = "ID", description = "The session's id.")
    private String id = "";

    @Option(names = "--tenant", defaultValue = "", description = "The tenant whose session it is.")
    private String tenant = "";

    @Override
    protected JsonNode ask() {
        String query = tenant.isEmpty() ? "" : "?tenant=" + Api.segment(tenant);
        return api().find("/v1/sessions/" + Api.segment(id) + query)
                .orElseThrow(() -> CommandFailure.wrongUsage("there is no session " + id));
    }

    @Override
    protected Collection<String> text(JsonNode session) {
        List<String> lines = new ArrayList<>();
        lines.add("Session " + session.path("session").asText());
        lines.add("  " + Amounts.count(session.path("calls").asLong()) + " calls, "
                + Amounts.money(new BigDecimal(session.path("total_cost").asText("0")), CURRENCY));
        distribution("Cost by type", session.path("cost_by_type"), lines);
        distribution("Frameworks", session.path("framework_distribution"), lines);
        distribution("Models", session.path("model_distribution"), lines);
        combinations(session.path("framework_model_combinations"), lines);
        return lines;
    }

    private static void distribution(String title, JsonNode values, List<String> lines) {
        Table table = Table.of("lr");
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            // Amounts are text in every document, counts are numbers.
            table.row(
                    value.getKey(),
                    value.getValue().isTextual()
                            ? Amounts.money(new BigDecimal(value.getValue().asText()), CURRENCY)
                            : Amounts.count(value.getValue().asLong()));
        }
        section(title, table, lines);
    }

    private static void combinations(JsonNode combinations, List<String> lines) {
        Table table = Table.of("lrrrr");
        for (Map.Entry<String, JsonNode> combination : combinations.properties()) {
            Row row = new Row(combination.getValue());
            table.row(
                    combination.getKey().replaceFirst(":", " + "),
                    Amounts.count(row.count("requests")) + " calls",
                    Amounts.money(row.amount("total_cost_usd"), CURRENCY),
                    Amounts.money(row.amount("avg_cost_per_request"), CURRENCY) + " each",
                    Amounts.decimal(row.amount("avg_processing_time_ms"), 0) + " ms");
        }
        section("Framework + Model", table, lines);
    }

    private static void section(String title, Table table, List<String> lines) {
        if (!table.lines().isEmpty()) {
            lines.add("");
            lines.add(title);
            lines.addAll(table.lines());
        }
    }
}
