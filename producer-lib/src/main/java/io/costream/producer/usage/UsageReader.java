package io.costream.producer.usage;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * Turns the raw answer of a provider into disjoint usage: a JSON body, the text of server-sent events, JSON lines, or a
 * list of events, among them Amazon Bedrock's as {@code {eventType: payload}}. The dialect is found from the body, and
 * from the hints where the body leaves a doubt. Unknown fields are passed over; prompts and completions are not looked
 * at. Never throws for what is in a body, takes time linear in its length and bounded memory. Thread-safe.
 */
public final class UsageReader {
    private UsageReader() {}

    public static UsageReading read(String body) {
        return read(body, ResponseHints.NONE);
    }

    public static UsageReading read(String body, ResponseHints hints) {
        return read(requireNonNull(body, "body").getBytes(StandardCharsets.UTF_8), hints);
    }

    public static UsageReading read(byte[] body, ResponseHints hints) {
        UsageAccumulator accumulator = accumulator(hints);
        accumulator.body(requireNonNull(body, "body"));
        return accumulator.reading();
    }

    /** For an answer that comes in pieces. */
    public static UsageAccumulator accumulator(ResponseHints hints) {
        return new UsageAccumulator(requireNonNull(hints, "hints"));
    }
}
