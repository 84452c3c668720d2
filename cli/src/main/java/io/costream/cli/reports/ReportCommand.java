package io.costream.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.terminal.ApiCommand;
import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.InstantOption;
import io.costream.cli.terminal.Lists;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code costream report}: what a time cost, in total and split up. */
@Command(
        name = "report",
        description = "What your calls cost: in total, and by provider, model, task, framework and user.")
public final class ReportCommand extends ApiCommand {
    /** A time that ends with today. */
    enum Period {
        DAILY,
        WEEKLY,
        MONTHLY,
        ALL
    }

    @Option(
            names = "--period",
            description = "daily (today), weekly, monthly (the current ones) or all; default: daily.")
    private @Nullable Period period;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "First instant, such as 2024-11-17, in the tenant's zone.")
    private @Nullable InstantOption start;

    @Option(names = "--end", paramLabel = "TIME", description = "First instant after the time.")
    private @Nullable InstantOption end;

    @Option(names = "--tenant", defaultValue = "", description = "One tenant; default: all that the token may see.")
    private String tenant = "";

    @Option(names = "--provider", defaultValue = "", description = "Calls of one provider.")
    private String provider = "";

    @Option(names = "--model", defaultValue = "", description = "Calls of one model.")
    private String model = "";

    @Option(names = "--task-type", defaultValue = "", description = "Calls of one task type.")
    private String taskType = "";

    @Option(names = "--framework", defaultValue = "", description = "Calls of one framework.")
    private String framework = "";

    @Option(names = "--user", defaultValue = "", description = "Calls of one user.")
    private String user = "";

    @Option(
            names = "--detailed",
            arity = "0..1",
            fallbackValue = "10",
            paramLabel = "N",
            description = "Add the N most recent and the N most expensive calls (10 without N).")
    private @Nullable Integer detailed;

    @Option(names = "--currency", defaultValue = "", description = "Convert amounts; default: the tenant's, or USD.")
    private String currency = "";

    @Override
    protected JsonNode ask() {
        if (period != null && (start != null || end != null)) {
            throw CommandFailure.wrongUsage("--period and --start or --end exclude each other; give one of them");
        }
        if (detailed != null && detailed < 1) {
            throw CommandFailure.wrongUsage("--detailed is " + detailed + ", but at least 1 call is expected");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Span span = span();
        parameters.put("start", span.start());
        parameters.put("end", span.end());
        parameters.put("tenant", tenant);
        parameters.put("provider", provider);
        parameters.put("model", model);
        parameters.put("task_type", taskType);
        parameters.put("framework", framework);
        parameters.put("user", user);
        parameters.put("detailed", detailed == null ? "" : detailed.toString());
        parameters.put("currency", currency);
        return api().get("/v1/report", parameters);
    }

    /** Local dates and times, which the API reads in the tenant's zone. */
    private record Span(String start, String end) {}

    private Span span() {
        if (end != null && start == null) {
            throw CommandFailure.wrongUsage("--end needs a --start");
        }
        LocalDate today = today();
        String tomorrow = today.plusDays(1).toString();
        if (start != null) {
            return new Span(start.forApi(), end == null ? tomorrow : end.forApi());
        }
        LocalDate first = switch (period == null ? Period.DAILY : period) {
            case DAILY -> today;
            case WEEKLY -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> today.withDayOfMonth(1);
            case ALL -> LocalDate.EPOCH;
        };
        return new Span(first.toString(), tomorrow);
    }

    /** Which day it is depends on where the tenant is. */
    private LocalDate today() {
        if (tenant.isEmpty()) {
            return LocalDate.now(Clock.systemUTC());
        }
        JsonNode asked =
                Lists.items(api().get("/v1/tenants", Map.of("tenant", tenant))).path(0);
        return LocalDate.parse(asked.path("today").asText());
    }

    @Override
    protected Collection<String> text(JsonNode report) {
        return ReportText.lines(report);
    }
}
