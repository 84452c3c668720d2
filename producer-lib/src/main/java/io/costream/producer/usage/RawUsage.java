package io.costream.producer.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object in which an answer counts, as it stands there: a small tree of bounded size. Counts that cannot be are
 * read as 0 and remembered as odd. Not thread-safe.
 */
final class RawUsage {
    /** What {@link #count} gives where nothing is said. */
    static final long ABSENT = -1;

    static final RawUsage EMPTY = new RawUsage();

    /** Far more than any call has, and far from an overflow when sums are made. */
    private static final BigDecimal LARGEST_COUNT = BigDecimal.TEN.pow(12);

    private static final int MOST_FIELDS = 256;
    private static final int MOST_ITEMS = 256;
    private static final int DEEPEST = 6;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private boolean odd;

    /** Reads the object at whose start the parser stands, and leaves the parser at its end. */
    static RawUsage read(JsonParser parser) throws IOException {
        return read(parser, 0);
    }

    private static RawUsage read(JsonParser parser, int depth) throws IOException {
        RawUsage usage = new RawUsage();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (usage.fields.size() < MOST_FIELDS && depth < DEEPEST) {
                Object read = value(parser, value, depth);
                if (read != null) {
                    usage.fields.put(name, read);
                }
            } else {
                parser.skipChildren();
            }
        }
        return usage;
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token, int depth) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return read(parser, depth + 1);
        }
        if (token == JsonToken.START_ARRAY) {
            return list(parser, depth);
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return Decimals.parse(parser.getText()).orElse(null);
        }
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_TRUE) {
            return parser.getText();
        }
        return null;
    }

    private static List<Object> list(JsonParser parser, int depth) throws IOException {
        List<Object> items = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            if (items.size() < MOST_ITEMS && token != JsonToken.START_ARRAY) {
                Object item = value(parser, token, depth);
                if (item != null) {
                    items.add(item);
                }
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
        return items;
    }

    /** Puts a field as if it had been read. */
    void put(String name, Object value) {
        if (fields.size() < MOST_FIELDS) {
            fields.put(name, value);
        }
    }

    /** Takes over what the other one says; the later word replaces the earlier one, it is never added to it. */
    void replaceBy(RawUsage later) {
        later.fields.forEach(this::put);
    }

    /** Takes over what the other one says and this one does not. */
    void completeFrom(RawUsage earlier) {
        earlier.fields.forEach((name, value) -> {
            if (!fields.containsKey(name)) {
                put(name, value);
            }
        });
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether any number here, however deep, is above 0. */
    boolean countsAnything() {
        return fields.values().stream().anyMatch(RawUsage::isAboveZero);
    }

    private static boolean isAboveZero(Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() > 0;
        }
        return value instanceof RawUsage inner ? inner.countsAnything() : value instanceof String text && isCount(text);
    }

    private static boolean isCount(String text) {
        return Decimals.parse(text).filter(number -> number.signum() > 0).isPresent();
    }

    /** The count of that name, at least 0; {@link #ABSENT} where there is none. */
    long count(String name) {
        BigDecimal number = decimal(name);
        if (number == null) {
            return ABSENT;
        }
        if (number.signum() < 0 || number.compareTo(LARGEST_COUNT) > 0) {
            odd = true;
            return 0;
        }
        long whole = number.longValue();
        odd |= number.compareTo(BigDecimal.valueOf(whole)) != 0;
        return whole;
    }

    /** The first count of these names that is there. */
    long count(String name, String otherName) {
        long count = count(name);
        return count == ABSENT ? count(otherName) : count;
    }

    /** A number of any kind; gRPC writes large ones as text. */
    @Nullable
    BigDecimal decimal(String name) {
        Object value = fields.get(name);
        if (value instanceof String text) {
            return Decimals.parse(text).orElse(null);
        }
        return value instanceof BigDecimal number ? number : null;
    }

    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /** The object of that name; an empty one where there is none. */
    RawUsage object(String name) {
        return fields.get(name) instanceof RawUsage inner ? inner : EMPTY;
    }

    /** The first object of these names that is there. */
    RawUsage object(String name, String otherName) {
        return has(name) ? object(name) : object(otherName);
    }

    /** The objects in the list of that name. */
    List<RawUsage> objects(String name) {
        return items(name, RawUsage.class);
    }

    /** The texts in the list of that name. */
    List<String> texts(String name) {
        return items(name, String.class);
    }

    private <T> List<T> items(String name, Class<T> type) {
        if (!(fields.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Whether a count that was asked for cannot be what it says. */
    boolean isOdd() {
        return odd || fields.values().stream().anyMatch(RawUsage::isOdd);
    }

    private static boolean isOdd(Object value) {
        if (value instanceof RawUsage inner) {
            return inner.isOdd();
        }
        return value instanceof List<?> list && list.stream().anyMatch(RawUsage::isOdd);
    }
}
