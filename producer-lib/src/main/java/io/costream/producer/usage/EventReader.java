package io.costream.producer.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an answer and reads only what tells the usage: everything else, and with it every prompt and
 * completion, is skipped without being looked at. Time is linear in the length, memory is bounded. Not thread-safe.
 */
final class EventReader {
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxStringLength(100_000)
                    .maxNameLength(10_000)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final Set<String> USAGE = Set.of("usage", "usageMetadata", "usage_metadata", "meta");
    private static final Set<String> WRAPPERS = Set.of(
            "response", "message", "chunk", "metadata", "x_groq", "delta", "event", "result", "body", "serverContent");
    private static final Set<String> TOP_COUNTS = Set.of(
            "prompt_eval_count",
            "eval_count",
            "prompt_eval_cached_count",
            "inputTextTokenCount",
            "inputTokenCount",
            "outputTokenCount",
            "prompt_token_count",
            "generation_token_count");
    private static final String METRICS = "amazon-bedrock-invocationMetrics";
    private static final int DEEPEST_WRAPPER = 3;

    /** In which the text of an answer comes along, whoever sends it. */
    private static final Set<String> VISIBLE = Set.of(
            "content",
            "text",
            "delta",
            "thinking",
            "partial_json",
            "arguments",
            "reasoning_content",
            "reasoning",
            "refusal",
            "outputText",
            "generation",
            "transcript");

    private final Findings findings;
    private final TextLength visible = new TextLength(VISIBLE);
    private final boolean mayHoldEvents;
    private @Nullable RawUsage usage;
    private int usageDepth;
    private String type = "";
    private boolean ofItsOwn;

    EventReader(Findings findings) {
        this(findings, true);
    }

    private EventReader(Findings findings, boolean mayHoldEvents) {
        this.findings = findings;
        this.mayHoldEvents = mayHoldEvents;
    }

    /** Reads all events up to the end: objects one after another, or in lists. */
    void readAll(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        while (token != null) {
            readValue(parser, token);
            token = parser.nextToken();
        }
    }

    /** Reads the event, or the list of events, at whose start the parser stands. */
    void readValue(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            readEvent(parser);
        } else if (token == JsonToken.START_ARRAY) {
            JsonToken item = parser.nextToken();
            while (item != null && item != JsonToken.END_ARRAY) {
                if (item == JsonToken.START_OBJECT) {
                    readEvent(parser);
                } else {
                    parser.skipChildren();
                }
                item = parser.nextToken();
            }
        }
    }

    private void readEvent(JsonParser parser) throws IOException {
        usage = null;
        type = "";
        ofItsOwn = false;
        try {
            readObject(parser, 0, "");
        } finally {
            // Also where the body ends within the event: what has been read counts.
            findings.visible(type, visible.take());
            if (ofItsOwn) {
                findings.responseOfItsOwn(usage);
            } else {
                findings.event(type, usage);
            }
        }
    }

    private void readObject(JsonParser parser, int depth, String wrapper) throws IOException {
        while (visible.next(parser) == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readInner(parser, name, depth, wrapper);
            } else if (token == JsonToken.START_ARRAY) {
                readList(parser, name, depth);
            } else if (token == JsonToken.VALUE_STRING) {
                visible.text(parser);
                readText(parser, name, depth, wrapper);
            } else if (token == JsonToken.VALUE_TRUE && name.equals("turnComplete")) {
                // Each turn of a live session is billed by itself, with all that was said before.
                ofItsOwn = true;
            } else if (token != null && token.isNumeric()) {
                readNumber(parser, name, depth);
            }
        }
    }

    private void readInner(JsonParser parser, String name, int depth, String wrapper) throws IOException {
        if (USAGE.contains(name)) {
            offer(RawUsage.read(parser), name, depth, wrapper);
        } else if (name.equals(METRICS)) {
            findings.metrics(RawUsage.read(parser));
        } else if (name.equals("serviceTier")) {
            findings.traits().tier(RawUsage.read(parser).text("type"));
        } else if (WRAPPERS.contains(name) && depth < DEEPEST_WRAPPER) {
            readObject(parser, depth + 1, name);
        } else {
            visible.skip(parser);
        }
    }

    /** Of several usages in one event the outermost one counts. */
    private void offer(RawUsage found, String name, int depth, String wrapper) {
        // Metadata may be the caller's own; only Bedrock puts a usage there, and only Cohere one in meta.
        boolean foreign = wrapper.equals("metadata") && !found.has("inputTokens") && !found.has("outputTokens");
        foreign |= name.equals("meta") && !found.has("billed_units") && !found.has("tokens");
        if (foreign || found.isEmpty()) {
            return;
        }
        boolean better = usage == null || (depth < usageDepth ? found.countsAnything() : !usage.countsAnything());
        if (better) {
            usage = found;
            usageDepth = depth;
        }
    }

    private void readList(JsonParser parser, String name, int depth) throws IOException {
        boolean results = name.equals("results") || name.equals("predictions");
        if (depth > 0 || !(results || name.equals("data") || name.equals("images"))) {
            visible.skip(parser);
            return;
        }
        int items = 0;
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            items++;
            if (results && token == JsonToken.START_OBJECT) {
                findings.result(RawUsage.read(parser));
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
        findings.traits().dataItems(items);
    }

    private void readText(JsonParser parser, String name, int depth, String wrapper) throws IOException {
        switch (name) {
            case "type", "object", "task" -> {
                if (depth == 0) {
                    findings.traits().type(parser.getText());
                    type = name.equals("type") ? parser.getText() : type;
                }
            }
            case "model", "modelVersion" -> {
                if (!wrapper.equals("metadata")) {
                    findings.traits().model(parser.getText(), depth);
                }
            }
            case "service_tier", "serviceTier" -> findings.traits().tier(parser.getText());
            case "custom_id" -> {
                // A line of a batch's output.
                if (depth == 0) {
                    findings.traits().batch();
                    ofItsOwn = true;
                }
            }
            case "bytes" -> {
                if (wrapper.equals("chunk") && mayHoldEvents) {
                    readHeldEvent(parser.getBinaryValue());
                }
            }
            default -> {}
        }
    }

    /** Amazon Bedrock hands on the events of other providers in an envelope of its own. */
    private void readHeldEvent(byte[] json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            new EventReader(findings, false).readAll(parser);
        }
    }

    private void readNumber(JsonParser parser, String name, int depth) throws IOException {
        if (depth <= 1 && TOP_COUNTS.contains(name)) {
            Decimals.parse(parser.getText()).ifPresent(number -> findings.topCount(name, number));
        } else if (depth == 0 && name.equals("duration")) {
            Decimals.parse(parser.getText()).ifPresent(findings::duration);
        }
    }
}
