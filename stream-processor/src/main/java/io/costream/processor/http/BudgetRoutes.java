package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.avro.Alert;
import io.costream.avro.BudgetStatus;
import io.costream.avro.BudgetStatuses;
import io.costream.pricing.Money;
import io.costream.processor.domain.Calendar;
import io.costream.processor.ledger.BudgetTopics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where budgets stand, and which alerts were raised, as the alert consumer has written them. */
final class BudgetRoutes {
    private static final int MOST_ALERTS = 10_000;

    private final BudgetTopics topics;

    BudgetRoutes(BudgetTopics topics) {
        this.topics = topics;
    }

    void register(RoutesConfig routes) {
        routes.get("/v1/budgets", this::budgets);
        routes.get("/v1/alerts", this::alerts);
    }

    private void budgets(Context request) {
        new Parameters(request).allow();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        for (Map.Entry<String, BudgetStatuses> budget : topics.statuses().entrySet()) {
            budget.getValue().getWindows().forEach(window -> items.add(json(window)));
        }
        request.json(json.putNull("next"));
    }

    private static ObjectNode json(BudgetStatus status) {
        Money limit = Money.rounded(status.getLimit());
        Money spent = Money.rounded(status.getSpent());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", status.getBudget())
                .put("name", status.getName())
                .put("value", status.getScopeValue())
                .put("window", status.getWindow())
                .put("window_start", status.getWindowStart().toString())
                .put("window_end", text(status.getWindowEnd()))
                .put("limit", limit.toString())
                .put("spent", spent.toString())
                .put("remaining", limit.minus(spent).toString())
                .putNull("forecast")
                .put("currency", status.getCurrency())
                .put("state", status.getState().toLowerCase(Locale.ROOT))
                .put("threshold", status.getThreshold())
                .put("revision", status.getBudgetRevision());
        ObjectNode asOf = json.putObject("as_of");
        status.getAsOf().forEach(asOf::put);
        ArrayNode alerts = json.putArray("alerts");
        status.getAlerts().forEach(id -> alerts.addObject().put("id", id));
        return json;
    }

    private void alerts(Context request) {
        Parameters parameters = new Parameters(request).allow("tenant", "since", "limit");
        Instant since = parameters.isGiven("since") ? parameters.instant("since", Calendar.UTC) : Instant.EPOCH;
        int limit = parameters.number("limit", MOST_ALERTS, MOST_ALERTS);
        List<Alert> alerts = topics.alerts().stream()
                .filter(alert -> !alert.getAt().isBefore(since))
                .filter(alert -> !parameters.isGiven("tenant")
                        || parameters.text("tenant").equals(alert.getScope().get("tenant")))
                .sorted(Comparator.comparing(Alert::getAt).thenComparing(Alert::getId))
                .toList();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        // The newest are kept, in the order in which they were raised.
        alerts.subList(Math.max(0, alerts.size() - limit), alerts.size()).forEach(alert -> items.add(json(alert)));
        request.json(json.putNull("next"));
    }

    private static ObjectNode json(Alert alert) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", alert.getId())
                .put("type", alert.getType())
                .put("budget", alert.getBudget())
                .put("name", alert.getBudgetName())
                .put("value", alert.getValue());
        ObjectNode scope = json.putObject("scope");
        alert.getScope().forEach(scope::put);
        return json.put("window", alert.getWindow())
                .put("window_start", alert.getWindowStart().toString())
                .put("window_end", text(alert.getWindowEnd()))
                .put("threshold", alert.getThreshold())
                .put("spent", plain(alert.getSpent()))
                .put("limit", plain(alert.getLimit()))
                .put("currency", alert.getCurrency())
                .put("severity", alert.getSeverity())
                .put("reason", alert.getReason())
                .put("at", alert.getAt().toString())
                .put("state", alert.getState());
    }

    private static String plain(BigDecimal amount) {
        return Money.rounded(amount).toString();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
