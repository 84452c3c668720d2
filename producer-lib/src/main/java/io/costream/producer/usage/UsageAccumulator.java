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
    private static final int BYTES_PER_TOKEN = 4;

    private final ResponseHints hints;
    private final Findings findings = new Findings();
    private final EventReader reader = new EventReader(findings);
    private final EventLines lines = new EventLines(this::event, this::incomplete);
    private final JsonPieces pieces = new JsonPieces(this::event, this::incomplete);
    private final AwsEventStream messages = new AwsEventStream(this::event, this::incomplete);
    private Framing framing = Framing.UNKNOWN;

    /** How a body is divided into events. */
    private enum Framing {
        UNKNOWN,
        LINES,
        JSON,
        AWS_MESSAGES
    }

    UsageAccumulator(ResponseHints hints) {
        this.hints = hints;
    }

    /**
     * The next piece of the body, cut anywhere: server-sent events, JSON of any layout, JSON lines, or Amazon's binary
     * event stream.
     */
    public UsageAccumulator chunk(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        if (framing == Framing.UNKNOWN) {
            framing = framing(bytes);
        }
        switch (framing) {
            case LINES -> lines.add(bytes);
            case JSON -> pieces.add(bytes);
            case AWS_MESSAGES -> messages.add(bytes);
            case UNKNOWN -> {}
        }
        return this;
    }

    private static Framing framing(byte[] bytes) {
        for (byte character : bytes) {
            if (AwsEventStream.beginsWith(character)) {
                return Framing.AWS_MESSAGES;
            }
            if (character > ' ') {
                return character == '{' || character == '[' ? Framing.JSON : Framing.LINES;
            }
        }
        return Framing.UNKNOWN;
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
            incomplete();
        }
    }

    private void incomplete() {
        findings.flag(UsageReading.INCOMPLETE_BODY);
    }

    /** A whole body: JSON, or the text of a stream. */
    void body(byte[] bytes) {
        if (framing(bytes) == Framing.JSON) {
            event(bytes);
        } else {
            chunk(bytes);
        }
    }

    /** What the answer says, given that it has ended, or was cut off, here. */
    public UsageReading reading() {
        return reading(hints);
    }

    UsageReading reading(ResponseHints known) {
        lines.end();
        pieces.end();
        messages.end();
        return findings.reading(known);
    }

    /**
     * What the answer says; where it ended before it said how much output it has, although there was some, an estimate
     * flagged {@link UsageReading#ESTIMATED}: a token for every four bytes of what was seen.
     *
     * @param promptBytes how long the prompt was, 0 where that is not known; asked only where nothing else tells
     */
    public UsageReading readingOrEstimate(long promptBytes) {
        UsageReading told = reading();
        if (findings.isOutputTold() || findings.visibleBytes() == 0) {
            return told;
        }
        long input = told.isBillable() ? 0 : tokens(promptBytes);
        return told.estimated(input, tokens(findings.visibleBytes()));
    }

    private static long tokens(long bytes) {
        return Math.max(0, (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
    }

    EventReader reader() {
        return reader;
    }
}
