package io.costream.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;

/** Lists as the API answers them. */
public final class Lists {
    private Lists() {}

    /** The items of {@code {items, next}}; an answer that is an array already stays as it is. */
    public static JsonNode items(JsonNode answer) {
        return answer.isArray() ? answer : answer.withArray("/items");
    }
}
