package io.costream.producer.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long the texts of certain fields are without looking at them: by where they begin and where the next
 * token begins. Used with one parser at a time. Not thread-safe.
 */
final class TextLength {
    /** Quotes and comma. */
    private static final int PUNCTUATION = 3;

    private final Set<String> fields;
    private long bytes;
    private long textStart = -1;

    TextLength(Set<String> fields) {
        this.fields = fields;
    }

    /** The parser stands at a text, which ends where the {@link #next} token begins. */
    void text(JsonParser parser) throws IOException {
        String name = parser.currentName();
        if (name != null && fields.contains(name)) {
            textStart = start(parser);
        }
    }

    @Nullable
    JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (textStart >= 0) {
            bytes += Math.max(0, start(parser) - textStart - PUNCTUATION);
            textStart = -1;
        }
        return token;
    }

    private static long start(JsonParser parser) {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** Passes over the object or list at whose start the parser stands, and measures the texts in it. */
    void skip(JsonParser parser) throws IOException {
        int open = 1;
        while (open > 0) {
            JsonToken token = next(parser);
            if (token == null) {
                return;
            }
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            } else if (token == JsonToken.VALUE_STRING) {
                text(parser);
            }
        }
    }

    /** How many bytes the texts had since this was last asked. */
    long take() {
        long taken = bytes;
        bytes = 0;
        textStart = -1;
        return taken;
    }
}
