package io.costream.processor.http;

import static io.costream.processor.domain.Dimension.FRAMEWORK;
import static io.costream.processor.domain.Dimension.MODEL;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.Component;
import io.costream.pricing.Money;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.query.CallFilter;
import io.costream.processor.query.CallQueries;
import io.costream.processor.query.ClusterCells;
import io.costream.processor.query.UsageQueries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Single calls, from the ledger, and sessions, from the cells. */
final class CallRoutes {
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final CallQueries calls;
    private final UsageQueries usage;
    private final Restoring restoring;

    CallRoutes(CallQueries calls, UsageQueries usage, Restoring restoring) {
        this.calls = calls;
        this.usage = usage;
        this.restoring = restoring;
    }

    void register(RoutesConfig routes) {
        routes.get("/v1/calls", this::list);
        routes.get("/v1/calls/{id}", this::one);
        routes.get("/v1/sessions/{id}", this::session);
    }

    private void list(Context request) {
        Parameters parameters = new Parameters(request)
                .allow("tenant", "from", "to", "order", "limit", "provider", "model", "task_type", "framework", "user");
        CallFilter filter = new CallFilter(
                parameters.text("tenant"),
                parameters.isGiven("from") ? parameters.instant("from", Calendar.UTC) : Instant.EPOCH,
                parameters.isGiven("to") ? parameters.instant("to", Calendar.UTC) : EVER,
                parameters.filters());
        CallQueries.Order order = switch (parameters.text("order")) {
            case "", "recent" -> CallQueries.Order.RECENT;
            case "cost" -> CallQueries.Order.DEAREST;
            default ->
                throw RequestProblem.badRequest(
                        "order is '" + parameters.text("order") + "'; recent or cost is expected");
        };
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        calls.first(filter, order, parameters.number("limit", 20, 1000)).forEach(call -> items.add(CallJson.of(call)));
        request.json(json.putNull("next"));
    }

    private void one(Context request) {
        Parameters parameters = new Parameters(request).allow("tenant");
        String id = request.pathParam("id");
        request.json(calls.find(parameters.text("tenant"), id)
                .map(CallJson::of)
                .orElseThrow(() -> RequestProblem.notFound(
                        "no call '" + id + "' is in the ledger; it may be rejected, a duplicate, or not counted yet")));
    }

    private void session(Context request) {
        Parameters parameters = new Parameters(request).allow("tenant");
        String id = request.pathParam("id");
        if (!usage.keepsSessions()) {
            throw RequestProblem.notFound("totals of sessions are not kept here: rollups lack "
                    + UsageQueries.SESSIONS.label().replace(",", ", ") + ": all");
        }
        ClusterCells.Answer found = usage.session(parameters.text("tenant"), id);
        if (found.cells().get(0).isEmpty()) {
            if (!found.missing().isEmpty()) {
                throw restoring.refusal(found.missing());
            }
            throw RequestProblem.notFound("no call of session '" + id + "' has been counted");
        }
        request.json(session(id, found));
    }

    private static ObjectNode session(String id, ClusterCells.Answer found) {
        Cell all = new Cell();
        found.cells().get(0).values().forEach(all::add);
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("session", id).put("calls", all.calls());
        json.put("total_cost", all.total().toString());
        ObjectNode byType = json.putObject("cost_by_type");
        for (Component component : Component.values()) {
            Money amount = all.components().get(component);
            if (amount != null) {
                byType.put(component.label(), amount.toString());
            }
        }
        ObjectNode frameworks = json.putObject("framework_distribution");
        sums(found, key -> value(key, FRAMEWORK)).forEach((name, cell) -> frameworks.put(name, cell.calls()));
        ObjectNode models = json.putObject("model_distribution");
        sums(found, key -> value(key, MODEL)).forEach((name, cell) -> models.put(name, cell.calls()));
        ObjectNode combinations = json.putObject("framework_model_combinations");
        sums(found, key -> value(key, FRAMEWORK) + ":" + value(key, MODEL))
                .forEach((name, cell) -> combinations
                        .putObject(name)
                        .put("requests", cell.calls())
                        .put("total_cost_usd", cell.total().toString())
                        .put("avg_cost_per_request", RowJson.average(cell.total(), cell.calls() - cell.unpriced()))
                        .put("avg_processing_time_ms", RowJson.averageMillis(cell)));
        StateJson.add(json, found);
        return json;
    }

    private static String value(CellKey key, Dimension dimension) {
        return key.values().get(key.rollup().dimensions().indexOf(dimension));
    }

    private static Map<String, Cell> sums(ClusterCells.Answer found, Function<CellKey, String> by) {
        Map<String, Cell> sums = new TreeMap<>();
        found.cells()
                .get(0)
                .forEach((key, cell) -> sums.computeIfAbsent(by.apply(key), absent -> new Cell())
                        .add(cell));
        return sums;
    }
}
