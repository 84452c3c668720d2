package io.costream.producer.usage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One recorded response. Its body is read as it passes by; only what is found in it is kept. Not thread-safe. */
final class UsageCase {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final UsageAccumulator body = new UsageAccumulator(ResponseHints.NONE);

    private UsageCase() {}

    /** Reads the row at whose start the parser stands. */
    static UsageCase read(JsonParser parser) throws IOException {
        UsageCase row = new UsageCase();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("body")) {
                row.readBody(parser, token);
            } else if (name.equals("response_headers") && token == JsonToken.START_OBJECT) {
                row.readHeaders(parser);
            } else if (token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                row.texts.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return row;
    }

    private void readBody(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            body.body(parser.getText().getBytes(StandardCharsets.UTF_8));
        } else {
            body.reader().readValue(parser, token);
        }
    }

    private void readHeaders(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken().isScalarValue()) {
                headers.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The text or number of that name in the row; empty where there is none. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** The model that the row names beside the body. */
    String model() {
        String requested = text("request_model");
        return text("model").isEmpty() ? requested : text("model");
    }

    UsageReading reading() {
        String url = text("url_host").isEmpty() ? text("url") : "https://" + text("url_host") + text("url_path");
        return body.reading(new ResponseHints(url, text("provider"), headers));
    }
}
