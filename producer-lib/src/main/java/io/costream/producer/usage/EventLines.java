package io.costream.producer.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes a stream of lines apart, however it is cut into chunks: server-sent events, or one JSON document a line. Holds
 * at most one event, of bounded size. Not thread-safe.
 */
final class EventLines {
    /** The last event of a stream may repeat the whole answer. */
    private static final int LARGEST_EVENT = 16 << 20;

    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final String DONE = "[DONE]";

    private final Consumer<byte[]> events;
    private final Runnable tooLarge;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private boolean skipping;

    EventLines(Consumer<byte[]> events, Runnable tooLarge) {
        this.events = events;
        this.tooLarge = tooLarge;
    }

    void add(byte[] chunk) {
        int start = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n' || chunk[i] == '\r') {
                append(chunk, start, i);
                endLine();
                start = i + 1;
            }
        }
        append(chunk, start, chunk.length);
    }

    /** Nothing more comes. */
    void end() {
        endLine();
        endEvent();
    }

    private void append(byte[] chunk, int start, int end) {
        if (line.size() + event.size() + (end - start) > LARGEST_EVENT) {
            line.reset();
            event.reset();
            skipping = true;
            tooLarge.run();
        } else if (!skipping) {
            line.write(chunk, start, end - start);
        }
    }

    private void endLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (skipping || bytes.length == 0) {
            skipping = false;
            endEvent();
        } else if (startsWithData(bytes)) {
            event.write(bytes, DATA.length, bytes.length - DATA.length);
            event.write('\n');
        } else if (bytes[0] == '{' || bytes[0] == '[') {
            events.accept(bytes);
        }
    }

    private static boolean startsWithData(byte[] bytes) {
        if (bytes.length < DATA.length) {
            return false;
        }
        for (int i = 0; i < DATA.length; i++) {
            if (bytes[i] != DATA[i]) {
                return false;
            }
        }
        return true;
    }

    private void endEvent() {
        if (event.size() > 0) {
            byte[] bytes = event.toByteArray();
            event.reset();
            if (bytes.length > 16
                    || !new String(bytes, StandardCharsets.UTF_8).strip().equals(DONE)) {
                events.accept(bytes);
            }
        }
    }
}
