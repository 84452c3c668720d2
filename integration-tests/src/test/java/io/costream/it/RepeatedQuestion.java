package io.costream.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What a client asks again and again, and which calls its answer is about. */
enum RepeatedQuestion {
    ALL_TENANTS("rollup=total", call -> Optional.of("")),
    ONE_TENANT("tenant=tenant-1&rollup=total", call -> of("tenant-1", call, "")),
    MODELS("tenant=tenant-2&rollup=provider,model", call -> of("tenant-2", call, model(call)));

    private final String parameters;

    @SuppressWarnings("ImmutableEnumChecker") // The functions are lambdas that hold nothing.
    private final Function<Call, Optional<String>> key;

    RepeatedQuestion(String parameters, Function<Call, Optional<String>> key) {
        this.parameters = parameters;
        this.key = key;
    }

    String path(String from, String to) {
        return "/v1/usage?" + parameters + "&window=all&from=" + from + "&to=" + to;
    }

    /** The row that the call is in; empty where it is in none. */
    Optional<String> row(Call call) {
        return key.apply(call);
    }

    /** The rows of an answer. */
    static Map<String, CallTotals> rows(JsonNode answer) {
        Map<String, CallTotals> rows = new TreeMap<>();
        for (JsonNode item : answer.path("items")) {
            StringBuilder name = new StringBuilder();
            item.path("key").forEach(value -> name.append(value.asText()).append(' '));
            rows.put(name.toString().strip(), CallTotals.of(item));
        }
        return rows;
    }

    private static Optional<String> of(String tenant, Call call, String row) {
        return call.getTenant().equals(tenant) ? Optional.of(row) : Optional.empty();
    }

    private static String model(Call call) {
        return call.getProvider() + " " + call.getModel();
    }
}
