package io.costream.cli.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.cli.calls.Rejection.Rejected;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * The values of a row, taken by name: what has been taken is gone, so that the rest is known at the end. Empty text
 * and null mean absence. Not thread-safe.
 */
final class Fields {
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode row;

    Fields(ObjectNode row) {
        this.row = row;
    }

    Optional<JsonNode> node(String name) {
        JsonNode node = row.remove(name);
        boolean absent = node == null
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank());
        return absent ? Optional.empty() : Optional.of(node);
    }

    Optional<String> text(String name) throws Rejected {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && node.get().isContainerNode()) {
            throw new Rejected(Rejection.INVALID, name + " is " + excerpt(node.get()) + ", but text is expected");
        }
        return node.map(value -> value.asText().trim());
    }

    /** A whole number, never negative. */
    OptionalLong count(String name) throws Rejected {
        Optional<BigDecimal> number = number(name);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(number.get().longValueExact());
        } catch (ArithmeticException wrong) {
            throw new Rejected(Rejection.INVALID, name + " is " + number.get() + ", but a whole number is expected");
        }
    }

    /** A decimal number, never negative. */
    Optional<BigDecimal> number(String name) throws Rejected {
        Optional<JsonNode> node = node(name);
        return node.isEmpty() ? Optional.empty() : Optional.of(number(name, node.get()));
    }

    static BigDecimal number(String name, JsonNode node) throws Rejected {
        if (node.isContainerNode() || node.isBoolean()) {
            throw new Rejected(Rejection.INVALID, name + " is " + excerpt(node) + ", but a number is expected");
        }
        BigDecimal number;
        try {
            String written = node.asText().trim();
            number = node.isNumber() ? node.decimalValue() : new BigDecimal(written);
        } catch (NumberFormatException wrong) {
            throw new Rejected(Rejection.INVALID, name + " is " + excerpt(node) + ", but a number is expected");
        }
        if (number.signum() < 0) {
            throw new Rejected(Rejection.NEGATIVE, name + " is " + excerpt(node) + ", but it is never negative");
        }
        if (Math.abs((long) number.scale()) > 40 || number.precision() > 40) {
            throw new Rejected(Rejection.INVALID, name + " is " + excerpt(node) + ", which has too many digits");
        }
        return number;
    }

    boolean flag(String name) throws Rejected {
        Optional<String> text = text(name);
        if (text.isEmpty() || text.get().equalsIgnoreCase("false") || text.get().equals("0")) {
            return false;
        }
        if (text.get().equalsIgnoreCase("true") || text.get().equals("1")) {
            return true;
        }
        throw new Rejected(Rejection.INVALID, name + " is " + text.get() + ", but true or false is expected");
    }

    /** An object or an array, which a file of plain text writes as JSON in its cell. */
    Optional<JsonNode> structure(String name) throws Rejected {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty() || node.get().isContainerNode()) {
            return node;
        }
        try {
            JsonNode parsed = JSON.readTree(node.get().asText());
            if (parsed.isContainerNode()) {
                return Optional.of(parsed);
            }
        } catch (JsonProcessingException notJson) {
            // Said below, in the same words as for any other value of the wrong kind.
        }
        throw new Rejected(Rejection.INVALID, name + " is " + excerpt(node.get()) + ", but JSON is expected");
    }

    void drop(Iterable<String> names) {
        names.forEach(row::remove);
    }

    /** Takes every value whose name begins so, with the rest of its name. */
    Map<String, JsonNode> startingWith(String prefix) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = row.properties().iterator(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> field = i.next();
            if (field.getKey().startsWith(prefix)) {
                found.put(field.getKey().substring(prefix.length()), field.getValue());
            }
        }
        found.keySet().forEach(name -> row.remove(prefix + name));
        found.values().removeIf(value -> value.isNull() || value.asText("-").isBlank());
        return found;
    }

    /** What nothing has taken. */
    void forEachRest(BiConsumer<String, JsonNode> consumer) {
        row.properties().forEach(field -> consumer.accept(field.getKey(), field.getValue()));
    }

    private static String excerpt(JsonNode node) {
        String text = node.isTextual() ? "'" + node.textValue() + "'" : node.toString();
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }
}
