package io.costream.pricing.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.BiConsumer;

/** How JSON is read in this package: numbers as decimals, every field known or an error. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Far more than any price has; what "1e999999999" would take to write out does not fit memory. */
    private static final int MOST_PLACES = 1_000;

    private Json() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new PriceFileException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode read(InputStream stream) throws IOException {
        try {
            return MAPPER.readTree(stream);
        } catch (JsonProcessingException e) {
            throw new PriceFileException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String write(JsonNode node) {
        return node.toString();
    }

    static void fields(JsonNode object, BiConsumer<String, JsonNode> consumer) {
        object.properties().forEach(field -> consumer.accept(field.getKey(), field.getValue()));
    }

    static void requireOnly(JsonNode object, Set<String> known, String where) {
        if (!object.isObject()) {
            throw new PriceFileException(where + ": expected an object, found " + object);
        }
        fields(object, (name, value) -> {
            if (!known.contains(name)) {
                throw new PriceFileException(where + ": unknown field '" + name + "'");
            }
        });
    }

    /** A decimal, written as a number or as text. */
    static BigDecimal decimal(JsonNode node, String where) {
        try {
            if (node.isNumber() || node.isTextual()) {
                BigDecimal decimal = new BigDecimal(node.asText());
                if (Math.abs((long) decimal.scale()) <= MOST_PLACES && decimal.precision() <= MOST_PLACES) {
                    return decimal;
                }
                throw new PriceFileException(where + ": a decimal of more than " + MOST_PLACES + " places");
            }
        } catch (NumberFormatException e) {
            throw new PriceFileException(where + ": '" + node.asText() + "' is not a decimal", e);
        }
        throw new PriceFileException(where + ": expected a decimal, found " + node);
    }

    static String text(JsonNode object, String field, String where) {
        JsonNode node = object.path(field);
        if (!node.isTextual() || node.asText().isBlank()) {
            throw new PriceFileException(where + ": '" + field + "' is missing");
        }
        return node.asText();
    }
}
