package io.costream.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;

/** The paths of the API and what each answers, as JSON texts. Thread-safe. */
final class RegistryRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registry registry;
    private final List<Route> routes = new ArrayList<>();

    /**
     * One request.
     *
     * @param path the segments behind the first slash, decoded
     */
    record Request(String method, List<String> path, Map<String, String> query, JsonNode body) {
        String at(int segment) {
            return path.get(segment);
        }

        Schema schema() {
            String type = body.path("schemaType").asText("AVRO");
            if (!type.equals("AVRO")) {
                throw new RegistryError(RegistryError.INVALID_SCHEMA, "Schema type " + type + " is not supported");
            }
            if (!body.path("references").isEmpty()) {
                throw new RegistryError(RegistryError.INVALID_SCHEMA, "Schema references are not supported");
            }
            return Registry.parsed(body.path("schema").asText());
        }
    }

    private record Route(String method, List<String> template, Function<Request, Object> answer) {
        boolean hasPathOf(Request request) {
            if (template.size() != request.path().size()) {
                return false;
            }
            for (int i = 0; i < template.size(); i++) {
                if (!template.get(i).equals("*") && !template.get(i).equals(request.at(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    RegistryRoutes(Registry registry) {
        this.registry = registry;
        add("GET", "", request -> JSON.createObjectNode());
        add("GET", "mode", request -> object("mode", "READWRITE"));
        add("GET", "schemas/types", request -> texts(List.of("AVRO")));
        schemas();
        subjects();
        compatibility();
        levels();
    }

    private void add(String method, String template, Function<Request, Object> answer) {
        List<String> segments = template.isEmpty() ? List.of() : List.of(template.split("/", -1));
        routes.add(new Route(method, segments, answer));
    }

    private void schemas() {
        add("GET", "schemas/ids/*", request -> object("schema", registry.schema(id(request))));
        add("GET", "schemas/ids/*/schema", request -> registry.schema(id(request)));
        add(
                "GET",
                "schemas/ids/*/subjects",
                request -> texts(uses(request).stream()
                        .map(SchemaVersion::subject)
                        .distinct()
                        .toList()));
        add("GET", "schemas/ids/*/versions", request -> {
            ArrayNode array = JSON.createArrayNode();
            uses(request)
                    .forEach(v -> array.addObject().put("subject", v.subject()).put("version", v.version()));
            return array;
        });
    }

    private void subjects() {
        add("GET", "subjects", request -> texts(registry.state().subjects()));
        add("POST", "subjects/*", request -> full(registry.find(request.at(1), request.schema())));
        add("DELETE", "subjects/*", request -> delete(request, registry.versions(request.at(1))));
        add("GET", "subjects/*/versions", request -> numbers(registry.versions(request.at(1))));
        add(
                "POST",
                "subjects/*/versions",
                request -> JSON.createObjectNode()
                        .put(
                                "id",
                                registry.register(request.at(1), request.schema())
                                        .id()));
        add("GET", "subjects/*/versions/*", request -> full(registry.version(request.at(1), request.at(3))));
        add(
                "GET",
                "subjects/*/versions/*/schema",
                request -> registry.version(request.at(1), request.at(3)).schema());
        add(
                "DELETE",
                "subjects/*/versions/*",
                request -> delete(request, List.of(registry.version(request.at(1), request.at(3))))
                        .get(0));
    }

    private void compatibility() {
        add(
                "POST",
                "compatibility/subjects/*/versions",
                request -> verdict(request, registry.violations(request.at(2), request.schema())));
        add(
                "POST",
                "compatibility/subjects/*/versions/*",
                request -> verdict(request, registry.violations(request.at(2), request.at(4), request.schema())));
    }

    private void levels() {
        add("GET", "config", request -> level(registry.state().level(RegistryState.GLOBAL)));
        add("PUT", "config", request -> setLevel(request, RegistryState.GLOBAL));
        add("GET", "config/*", request -> {
            RegistryState state = registry.state();
            String subject = request.at(1);
            return level(
                    Boolean.parseBoolean(request.query().get("defaultToGlobal"))
                            ? state.level(subject)
                            : state.ownLevel(subject)
                                    .orElseThrow(() -> new RegistryError(
                                            40408,
                                            "Subject '" + subject
                                                    + "' does not have subject-level compatibility configured")));
        });
        add("PUT", "config/*", request -> setLevel(request, request.at(1)));
    }

    /** The answer's body. */
    String answer(Request request) {
        List<Route> matching = routes.stream().filter(r -> r.hasPathOf(request)).toList();
        if (matching.isEmpty()) {
            throw new RegistryError(404, "HTTP 404 Not Found");
        }
        return matching.stream()
                .filter(route -> route.method().equals(request.method()))
                .findFirst()
                .orElseThrow(() -> new RegistryError(405, "HTTP 405 Method Not Allowed"))
                .answer()
                .apply(request)
                .toString();
    }

    private static int id(Request request) {
        try {
            return Integer.parseInt(request.at(2));
        } catch (NumberFormatException e) {
            throw new RegistryError(404, "HTTP 404 Not Found");
        }
    }

    private List<SchemaVersion> uses(Request request) {
        int id = id(request);
        registry.schema(id);
        return registry.state().uses(id);
    }

    private ArrayNode delete(Request request, List<SchemaVersion> versions) {
        if (Boolean.parseBoolean(request.query().get("permanent"))) {
            throw new RegistryError(
                    42206, "Schemas are not deleted permanently: records that were written with them remain");
        }
        registry.delete(versions);
        return numbers(versions);
    }

    private ObjectNode setLevel(Request request, String subject) {
        Compatibility level =
                Compatibility.named(request.body().path("compatibility").asText());
        registry.setLevel(subject, level);
        return object("compatibility", level.name());
    }

    private static ObjectNode level(Compatibility level) {
        return object("compatibilityLevel", level.name());
    }

    private static ObjectNode verdict(Request request, List<String> violations) {
        ObjectNode verdict = JSON.createObjectNode().put("is_compatible", violations.isEmpty());
        if (Boolean.parseBoolean(request.query().get("verbose"))) {
            verdict.set("messages", texts(violations));
        }
        return verdict;
    }

    private static ObjectNode full(SchemaVersion version) {
        return JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema());
    }

    private static ObjectNode object(String field, String value) {
        return JSON.createObjectNode().put(field, value);
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ArrayNode numbers(List<SchemaVersion> versions) {
        ArrayNode array = JSON.createArrayNode();
        versions.forEach(version -> array.add(version.version()));
        return array;
    }
}
