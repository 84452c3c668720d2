package io.costream.processor.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.query.CellSource;
import io.costream.processor.query.ClusterCells;
import io.costream.processor.query.UsageQueries;
import io.costream.processor.state.RestoreState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** What operators ask: the audit, health, metrics, and what can be asked at all. */
final class OperationRoutes {
    private final UsageQueries usage;
    private final CellSource local;
    private final Health health;
    private final Supplier<String> metrics;

    OperationRoutes(UsageQueries usage, CellSource local, Health health, Supplier<String> metrics) {
        this.usage = usage;
        this.local = local;
        this.health = health;
        this.metrics = metrics;
    }

    void register(RoutesConfig routes) {
        routes.get("/v1/audit", this::audit);
        routes.get(
                "/openapi.json",
                request -> request.contentType("application/json").result(document()));
        routes.get("/health/live", this::live);
        routes.get("/health/ready", this::ready);
        routes.get(
                "/metrics",
                request -> request.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(metrics.get()));
    }

    private static byte[] document() throws IOException {
        try (InputStream resource = OperationRoutes.class.getResourceAsStream("openapi.json")) {
            return Objects.requireNonNull(resource, "openapi.json is part of this jar")
                    .readAllBytes();
        }
    }

    /** What became of every call read, per partition and in total. */
    private void audit(Context request) {
        ClusterCells.Answer answer = usage.progress();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        StateJson.add(json, answer);
        List<Progress> all = new ArrayList<>();
        ObjectNode adjustmentsAsOf = json.putObject("adjustments_as_of");
        ObjectNode partitions = json.putObject("partitions");
        answer.partitions()
                .forEach((partition, cells) -> cells.progress().ifPresent(progress -> {
                    all.add(progress);
                    adjustmentsAsOf.put(
                            partition.toString(), progress.heldAdjustments() > 0 ? 0 : progress.nextAdjustment());
                    partitions.set(partition.toString(), counts(List.of(progress)));
                }));
        json.set("total", counts(all));
        request.json(json);
    }

    private static ObjectNode counts(List<Progress> parts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("read", parts.stream().mapToLong(Progress::read).sum());
        for (Fate fate : Fate.values()) {
            json.put(
                    fate.name().toLowerCase(Locale.ROOT),
                    parts.stream().mapToLong(progress -> progress.count(fate)).sum());
        }
        json.put(
                "purged_before",
                parts.stream()
                        .map(Progress::horizon)
                        .max(PurgeHorizon::compareTo)
                        .flatMap(PurgeHorizon::instant)
                        .map(Instant::toString)
                        .orElse(null));
        return json.put(
                        "windows_purged",
                        parts.stream().mapToLong(Progress::lateCalls).sum())
                .put(
                        "skipped_offsets",
                        parts.stream().mapToLong(Progress::skippedOffsets).sum())
                .put(
                        "held_adjustments",
                        parts.stream().mapToLong(Progress::heldAdjustments).sum())
                .put("balanced", parts.stream().allMatch(Progress::isBalanced));
    }

    private void live(Context request) {
        List<String> problems = health.problemsOfLife();
        answer(request, problems, state(problems, List.of()));
    }

    private void ready(Context request) {
        List<String> problems = health.problemsOfReadiness();
        ObjectNode json = state(problems, problems.isEmpty() ? waiting() : List.of());
        health.restoring().ifPresent(progress -> {
            ObjectNode restoring = json.putObject("restoring");
            addRestore(restoring, progress.whole());
            ObjectNode partitions = restoring.putObject("partitions");
            progress.partitions()
                    .forEach((partition, state) -> addRestore(partitions.putObject(partition.toString()), state));
        });
        ObjectNode copies = json.putObject("copies_behind");
        health.copiesBehind().forEach((partition, records) -> copies.put(partition.toString(), records));
        answer(request, problems, json);
    }

    private static void addRestore(ObjectNode json, RestoreState state) {
        json.put("restored", state.restored())
                .put("total", state.total())
                .put("per_second", state.perSecond())
                .put("seconds_left", state.left().map(Duration::toSeconds).orElse(null));
    }

    /** Records that are held: the instance may be asked, but its answers lack them. */
    private List<String> waiting() {
        List<Progress> parts = local.scan(List.of()).stream()
                .flatMap(cells -> cells.progress().stream())
                .toList();
        long calls = parts.stream().mapToLong(part -> part.count(Fate.HELD)).sum();
        long adjustments = parts.stream().mapToLong(Progress::heldAdjustments).sum();
        return calls + adjustments == 0
                ? List.of()
                : List.of(calls + " calls and " + adjustments
                        + " adjustments wait to be counted, for the schema registry or for newer prices");
    }

    private static ObjectNode state(List<String> problems, List<String> notes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", problems.isEmpty() ? "up" : "down");
        problems.forEach(json.putArray("problems")::add);
        notes.forEach(json.putArray("notes")::add);
        return json;
    }

    private static void answer(Context request, List<String> problems, ObjectNode json) {
        request.status(problems.isEmpty() ? 200 : 503).json(json);
    }
}
