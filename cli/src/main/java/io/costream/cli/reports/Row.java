package io.costream.cli.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row of an answer, read by name; what is absent is 0. Immutable. */
record Row(JsonNode json) {
    static List<Row> of(JsonNode array) {
        List<Row> rows = new ArrayList<>();
        array.forEach(row -> rows.add(new Row(row)));
        return rows;
    }

    /** The dimension's value, or the values joined. */
    String key() {
        JsonNode key = json.path("key");
        if (!key.isObject()) {
            return named(key.asText(""));
        }
        List<String> values = new ArrayList<>();
        key.forEach(value -> values.add(named(value.asText(""))));
        return String.join(" + ", values);
    }

    private static String named(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    String text(String name) {
        JsonNode value = json.path(name);
        return value.isNull() ? "" : value.asText("");
    }

    long count(String name) {
        return json.path(name).asLong(0);
    }

    BigDecimal amount(String name) {
        return optionalAmount(name).orElse(BigDecimal.ZERO);
    }

    Optional<BigDecimal> optionalAmount(String name) {
        JsonNode value = json.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText("").isEmpty()
                ? Optional.of(new BigDecimal(value.asText()))
                : Optional.empty();
    }
}
