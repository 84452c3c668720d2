package io.costream.producer.usage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Takes Amazon's binary event stream ({@code application/vnd.amazon.eventstream}) apart, however it is cut into chunks,
 * and hands on each event as {@code {eventType: payload}}. A message is: its length (int), the length of its headers
 * (int), a checksum of these two (int), headers, payload, a checksum of everything (int). Not thread-safe.
 */
final class AwsEventStream {
    private static final int PRELUDE_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;
    /** Amazon's own limit is 24 MB of payload and 128 KB of headers. */
    private static final int LARGEST_MESSAGE = 25 << 20;

    private static final int TEXT = 7;
    /** Bytes of a header's value by its type; -1 where the length is told, and absent for what does not exist. */
    private static final int[] VALUE_BYTES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    private static final Pattern EVENT_TYPE = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final Consumer<byte[]> events;
    private final Runnable broken;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    /** How many bytes must wait before there is anything to do. */
    private int needed = PRELUDE_BYTES;

    private boolean lost;

    AwsEventStream(Consumer<byte[]> events, Runnable broken) {
        this.events = events;
        this.broken = broken;
    }

    /** Whether a body that begins so can be such a stream: no message is longer than 16 MB in practice. */
    static boolean beginsWith(byte first) {
        return first == 0;
    }

    void add(byte[] chunk) {
        if (lost) {
            return;
        }
        waiting.writeBytes(chunk);
        if (waiting.size() >= needed) {
            takeMessages(waiting.toByteArray());
        }
    }

    private void takeMessages(byte[] bytes) {
        int start = 0;
        needed = messageLength(bytes, start);
        while (!lost && bytes.length - start >= needed) {
            message(ByteBuffer.wrap(bytes, start, needed).slice());
            start += needed;
            needed = messageLength(bytes, start);
        }
        waiting.reset();
        if (!lost) {
            waiting.write(bytes, start, bytes.length - start);
        }
    }

    /** The length of the message that starts here, or of its prelude where that is not complete. */
    private int messageLength(byte[] bytes, int start) {
        if (bytes.length - start < PRELUDE_BYTES) {
            return PRELUDE_BYTES;
        }
        ByteBuffer prelude = ByteBuffer.wrap(bytes, start, PRELUDE_BYTES).slice();
        int length = prelude.getInt(0);
        int headers = prelude.getInt(4);
        CRC32 checksum = new CRC32();
        checksum.update(bytes, start, PRELUDE_BYTES - CHECKSUM_BYTES);
        boolean sound = (int) checksum.getValue() == prelude.getInt(8)
                && headers >= 0
                && length <= LARGEST_MESSAGE
                && headers <= length - PRELUDE_BYTES - CHECKSUM_BYTES;
        if (!sound) {
            lost = true;
            broken.run();
        }
        return length;
    }

    private void message(ByteBuffer message) {
        int headersEnd = PRELUDE_BYTES + message.getInt(4);
        Optional<String> type = eventType(
                message.duplicate().position(PRELUDE_BYTES).limit(headersEnd).slice());
        if (type.isEmpty()) {
            return;
        }
        byte[] payload = new byte[message.limit() - CHECKSUM_BYTES - headersEnd];
        message.position(headersEnd).get(payload);
        byte[] start = ("{\"" + type.get() + "\":").getBytes(StandardCharsets.US_ASCII);
        byte[] event = Arrays.copyOf(start, start.length + payload.length + 1);
        System.arraycopy(payload, 0, event, start.length, payload.length);
        event[event.length - 1] = '}';
        events.accept(event);
    }

    private static Optional<String> eventType(ByteBuffer headers) {
        while (headers.remaining() > 2) {
            Optional<byte[]> name = bytes(headers, headers.get() & 0xff);
            if (name.isEmpty() || !headers.hasRemaining()) {
                return Optional.empty();
            }
            int type = headers.get();
            Optional<byte[]> value = value(headers, type);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            if (type == TEXT && new String(name.get(), StandardCharsets.UTF_8).equals(":event-type")) {
                return value.map(text -> new String(text, StandardCharsets.UTF_8))
                        .filter(text -> EVENT_TYPE.matcher(text).matches());
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> value(ByteBuffer headers, int type) {
        if (type < 0 || type >= VALUE_BYTES.length) {
            return Optional.empty();
        }
        int length = VALUE_BYTES[type];
        if (length >= 0) {
            return bytes(headers, length);
        }
        return headers.remaining() < 2 ? Optional.empty() : bytes(headers, headers.getShort() & 0xffff);
    }

    private static Optional<byte[]> bytes(ByteBuffer headers, int length) {
        if (headers.remaining() < length) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        headers.get(bytes);
        return Optional.of(bytes);
    }

    /** Nothing more comes. */
    void end() {
        if (waiting.size() > 0) {
            waiting.reset();
            broken.run();
        }
    }
}
