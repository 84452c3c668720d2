package io.costream.cli.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.Amounts;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.Lists;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code costream budgets status}: what is spent of each budget in its current windows. */
@Command(name = "status", description = "Show how the budgets stand in their current windows.")
final class BudgetsStatusCommand extends ApiCommand {
    private static final Map<String, String> TITLES =
            Map.of("hour", "Hourly", "day", "Daily", "week", "Weekly", "month", "Monthly", "total", "Total");

    @Override
    protected JsonNode ask() {
        return Lists.items(api().get("/v1/budgets", Map.of()));
    }

    @Override
    protected Collection<String> text(JsonNode budgets) {
        List<String> lines = new ArrayList<>();
        String last = "";
        for (JsonNode window : budgets) {
            String title = title(window);
            if (!title.equals(last)) {
                lines.add(title);
                last = title;
            }
            lines.add("  " + line(window));
        }
        return lines.isEmpty() ? List.of("No budgets. Apply some with 'costream budgets apply FILE'.") : lines;
    }

    private static String title(JsonNode window) {
        String name = window.path("name").asText("");
        String value = window.path("value").asText("");
        return window.path("id").asText()
                + (name.isEmpty() ? "" : " – " + name)
                + (value.isEmpty() ? "" : " – " + value);
    }

    private static String line(JsonNode window) {
        String currency = window.path("currency").asText("USD");
        String kind = window.path("window").asText("");
        String state = window.path("state").asText("").toUpperCase(Locale.ROOT);
        return TITLES.getOrDefault(kind, kind) + ": " + money(window, "spent", currency) + " / "
                + money(window, "limit", currency) + " (remaining " + money(window, "remaining", currency) + ")"
                + (state.equals("ACTIVE") || state.isEmpty() ? "" : " " + state);
    }

    private static String money(JsonNode window, String name, String currency) {
        return Amounts.money(new BigDecimal(window.path(name).asText("0")), currency);
    }
}
