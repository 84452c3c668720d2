package io.costream.processor.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.CatalogueJson;
import io.costream.processor.domain.Calendar;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The prices that this instance works with. */
final class PriceRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<PriceBook> book;
    private final Peers peers;

    PriceRoutes(Supplier<PriceBook> book, Peers peers) {
        this.book = book;
        this.peers = peers;
    }

    void register(RoutesConfig routes) {
        routes.get("/v1/prices", this::list);
        routes.get("/v1/prices/revision", this::revision);
        routes.get(
                "/v1/prices/{provider}/<model>",
                request -> show(request, request.pathParam("provider"), request.pathParam("model")));
    }

    /** Which revision is in use: here, and by every instance that answers. */
    private void revision(Context request) {
        new Parameters(request).allow();
        long here = book.get().revision();
        long everywhere = here;
        List<String> missing = new ArrayList<>();
        for (Peer peer : peers.all()) {
            OptionalLong there = peer.priceRevision();
            if (there.isPresent()) {
                everywhere = Math.min(everywhere, there.getAsLong());
            } else {
                missing.add(peer.address());
            }
        }
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("revision", here).put("everywhere", everywhere);
        missing.forEach(json.putArray("missing")::add);
        request.json(json);
    }

    private void list(Context request) {
        new Parameters(request).allow();
        PriceBook now = book.get();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("revision", now.revision());
        ArrayNode items = json.putArray("items");
        now.models().stream()
                .sorted(Comparator.comparing(ModelPrices::key))
                .forEach(model -> items.add(document(model)));
        request.json(json.putNull("next"));
    }

    private void show(Context request, String provider, String model) {
        Parameters parameters = new Parameters(request).allow("at", "known_at");
        PriceBook known = known(parameters);
        ModelPrices found = known.find(provider.equals("-") ? "" : provider, model)
                .orElseThrow(() -> RequestProblem.notFound("no prices are known for "
                        + (provider.equals("-") ? "" : provider + "/") + model
                        + (parameters.isGiven("known_at") ? " at " + parameters.text("known_at") : "")));
        ModelPrices history = parameters.isGiven("known_at") ? found.asOf(known.revision()) : found;
        request.json(
                document(parameters.isGiven("at") ? history.validAt(parameters.instant("at", Calendar.UTC)) : history));
    }

    /** The book in use, or what it knew at an earlier instant. */
    private PriceBook known(Parameters parameters) {
        PriceBook now = book.get();
        return parameters.isGiven("known_at")
                ? now.asOf(now.revisionKnownAt(parameters.instant("known_at", Calendar.UTC)))
                : now;
    }

    private static JsonNode document(ModelPrices model) {
        try {
            return JSON.readTree(CatalogueJson.write(model));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("prices that were written cannot be read: " + model.key(), e);
        }
    }
}
