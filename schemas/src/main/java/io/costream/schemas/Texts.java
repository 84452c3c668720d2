package io.costream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.util.Utf8;
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
    private record Text(byte[] bytes, int length, String value) {
        boolean is(byte[] others, int otherLength) {
            return length == otherLength && Arrays.equals(bytes, 0, length, others, 0, otherLength);
        }
    }

    private final @Nullable Text[] places = new Text[PLACES];

    String of(Utf8 utf8) {
        byte[] bytes = utf8.getBytes();
        int length = utf8.getByteLength();
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 15) & (PLACES - 1);
        Text text = places[place];
        if (text == null || !text.is(bytes, length)) {
            text = new Text(Arrays.copyOf(bytes, length), length, new String(bytes, 0, length, StandardCharsets.UTF_8));
            places[place] = text;
        }
        return text.value;
    }
}
