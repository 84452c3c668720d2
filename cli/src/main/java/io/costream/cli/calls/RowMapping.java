package io.costream.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which column of a file is which field of a call, and what every call of the file has in common. A column that is
 * mapped no longer counts under its own name; a value that is set wins over a column. Immutable.
 *
 * @param columns field to column; a column of nested JSON is written with dots
 * @param values field to the value that every row has
 */
public record RowMapping(Map<String, String> columns, Map<String, String> values) {
    public static final RowMapping NONE = new RowMapping(Map.of(), Map.of());

    public RowMapping {
        columns = Map.copyOf(columns);
        values = Map.copyOf(values);
    }

    /** The row under the names of a call's fields. */
    ObjectNode apply(ObjectNode row) {
        if (columns.isEmpty() && values.isEmpty()) {
            return row;
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        row.properties().stream()
                .filter(column -> !columns.containsValue(column.getKey()))
                .forEach(column -> fields.set(column.getKey(), column.getValue()));
        columns.forEach((field, column) -> {
            JsonNode value = row.has(column) ? row.get(column) : row.at("/" + column.replace('.', '/'));
            if (!value.isMissingNode()) {
                fields.set(field, value);
            }
        });
        values.forEach((field, value) -> fields.set(field, TextNode.valueOf(value)));
        return fields;
    }

    /** The same text for the same mapping, whatever the order it was written in; empty where nothing is mapped. */
    public String canonical() {
        Map<String, String> parts = new LinkedHashMap<>();
        new TreeMap<>(columns).forEach((field, column) -> parts.put("map " + field, column));
        new TreeMap<>(values).forEach((field, value) -> parts.put("set " + field, value));
        StringBuilder text = new StringBuilder();
        parts.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(value));
        return text.toString();
    }
}
