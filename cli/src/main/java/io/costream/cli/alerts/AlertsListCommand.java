package io.costream.cli.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.InstantOption;
import io.costream.cli.terminal.Lists;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code costream alerts list}. */
@Command(name = "list", description = "List the alerts that were raised, oldest first.")
final class AlertsListCommand extends ApiCommand {
    @Option(names = "--tenant", defaultValue = "", description = "Alerts of one tenant.")
    private String tenant = "";

    @Option(names = "--since", paramLabel = "TIME", description = "Alerts raised from then on.")
    private @Nullable InstantOption since;

    @Option(names = "--limit", defaultValue = "", paramLabel = "N", description = "At most so many, the newest.")
    private String limit = "";

    @Override
    protected JsonNode ask() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("tenant", tenant);
        parameters.put("since", since == null ? "" : since.in(ZoneOffset.UTC).toString());
        parameters.put("limit", limit);
        return Lists.items(api().get("/v1/alerts", parameters));
    }

    @Override
    protected Collection<String> text(JsonNode alerts) {
        List<String> lines = new ArrayList<>();
        alerts.forEach(alert -> lines.add(AlertText.line(alert)));
        return lines.isEmpty() ? List.of("No alerts.") : lines;
    }
}
