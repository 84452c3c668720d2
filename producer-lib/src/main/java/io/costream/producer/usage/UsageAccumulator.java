package io.costream.producer.usage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the usage of a streamed answer while it passes by. Feed it either the chunks of the body as they come, or each
 * event's JSON by itself; then ask for the reading, at the end. Never throws for what is in the answer. Not
 * thread-safe.
 */
public final class UsageAccumulator {
    private final ResponseHints hints;
    private final Findings findings = new Findings();
    private final EventReader reader = new EventReader(findings);
    private final EventLines lines = new EventLines(this::event, () -> findings.flag(UsageReading.INCOMPLETE_BODY));

    UsageAccumulator(ResponseHints hints) {
        this.hints = hints;
    }

    /** The next piece of the body: server-sent events or JSON lines, cut anywhere. */
    public UsageAccumulator chunk(byte[] bytes) {
        lines.add(requireNonNull(bytes, "bytes"));
        return this;
    }

    /** The next event of the stream, as its JSON. */
    public UsageAccumulator event(String json) {
        event(requireNonNull(json, "json").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The next event of the stream, as its JSON; several in a row or in a list are taken one by one. */
    public void event(byte[] json) {
        try (JsonParser parser = EventReader.JSON.createParser(requireNonNull(json, "json"))) {
            reader.readAll(parser);
        } catch (IOException brokenJson) {
            findings.flag(UsageReading.INCOMPLETE_BODY);
        }
    }

    /** A whole body: JSON, or the text of a stream. */
    void body(byte[] bytes) {
        if (looksLikeJson(bytes)) {
            event(bytes);
        } else {
            chunk(bytes);
        }
    }

    private static boolean looksLikeJson(byte[] body) {
        for (byte character : body) {
            if (character > ' ') {
                return character == '{' || character == '[';
            }
        }
        return false;
    }

    /** What the answer says, given that it has ended, or was cut off, here. */
    public UsageReading reading() {
        return reading(hints);
    }

    UsageReading reading(ResponseHints known) {
        lines.end();
        return findings.reading(known);
    }

    EventReader reader() {
        return reader;
    }
}
