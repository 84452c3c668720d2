package io.costream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts that come again and again, such as names of models and tenants: each is one object for as long as it keeps
 * its place, so that it is not decoded again, its hash is known and comparing it with itself is quick. Bounded. Safe for
 * use by many threads: a race costs a second object.
 */
final class Texts {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 64;

    @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
    private record Text(byte[] bytes, String value) {
        boolean is(byte[] others, int from, int to) {
            return Arrays.equals(bytes, 0, bytes.length, others, from, to);
        }
    }

    private final @Nullable Text[] places = new Text[PLACES];

    /** The text that these bytes are in UTF-8. */
    String of(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int to = from + length;
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 15) & (PLACES - 1);
        Text text = places[place];
        if (text == null || !text.is(bytes, from, to)) {
            text = new Text(
                    Arrays.copyOfRange(bytes, from, to), new String(bytes, from, length, StandardCharsets.UTF_8));
            places[place] = text;
        }
        return text.value;
    }
}
