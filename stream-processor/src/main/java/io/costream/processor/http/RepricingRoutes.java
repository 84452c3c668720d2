package io.costream.processor.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.processor.domain.Calendar;
import io.costream.processor.repricing.RepricingRefusedException;
import io.costream.processor.repricing.RepricingRequest;
import io.costream.processor.repricing.RepricingService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Runs that price history again: begun by a request, asked for by their names. */
final class RepricingRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("tenant", "provider", "model", "from", "to", "revision", "only_unpriced", "strict", "commit");

    private final RepricingService runs;
    private final Peers peers;

    RepricingRoutes(RepricingService runs, Peers peers) {
        this.runs = runs;
        this.peers = peers;
    }

    void register(RoutesConfig routes) {
        routes.post("/v1/repricings", this::begin);
        routes.get("/v1/repricings", this::list);
        routes.get("/v1/repricings/{run}", this::show);
    }

    /** Answers 202 at once; the run goes on. */
    private void begin(Context request) {
        JsonNode body = body(request);
        RepricingRequest asked = new RepricingRequest(
                body.path("tenant").asText(""),
                body.path("provider").asText(""),
                body.path("model").asText(""),
                instant(body, "from"),
                instant(body, "to"),
                body.path("only_unpriced").asBoolean(false),
                body.has("revision") ? OptionalLong.of(body.path("revision").asLong()) : OptionalLong.empty(),
                body.path("strict").asBoolean(false));
        try {
            ObjectNode begun = body.path("commit").asBoolean(false) ? runs.begin(asked) : runs.beginDryRun(asked);
            request.status(202)
                    .header("Location", "/v1/repricings/" + begun.path("run").asText())
                    .json(begun);
        } catch (RepricingRefusedException e) {
            throw new RequestProblem(409, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode body(Context request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (!body.isObject()) {
                throw RequestProblem.badRequest("the body is to be a JSON object with at least from and to");
            }
            body.fieldNames().forEachRemaining(name -> {
                if (!FIELDS.contains(name)) {
                    throw RequestProblem.badRequest("'" + name + "' is not known here; known are " + FIELDS);
                }
            });
            return body;
        } catch (JsonProcessingException e) {
            throw RequestProblem.badRequest("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Instant instant(JsonNode body, String name) {
        return Parameters.instant(name, body.path(name).asText(""), Calendar.UTC);
    }

    private void list(Context request) {
        new Parameters(request).allow();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("items").addAll(runs.list());
        request.json(json.putNull("next"));
    }

    private void show(Context request) {
        new Parameters(request).allow();
        String name = request.pathParam("run");
        Optional<JsonNode> here = runs.find(name);
        request.json(here.filter(RepricingRoutes::isAllThatIsKnown)
                .or(() -> elsewhere(name))
                .or(() -> here)
                .orElseThrow(() -> RequestProblem.notFound("there is no run " + name)));
    }

    /** Whoever works on a run knows how far it is, and what a dry run found. */
    private Optional<JsonNode> elsewhere(String name) {
        List<JsonNode> known = peers.all().stream()
                .flatMap(peer -> peer.repricing(name).stream())
                .toList();
        return known.stream()
                .filter(RepricingRoutes::isAllThatIsKnown)
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    private static boolean isAllThatIsKnown(JsonNode run) {
        return run.has("progress") || !run.path("state").asText().equals("running");
    }
}
