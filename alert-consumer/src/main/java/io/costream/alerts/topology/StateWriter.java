package io.costream.alerts.topology;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes the application's own state and internal messages: a version, then fields in order. Not thread-safe. */
final class StateWriter {
    /** Of the format; a reader refuses any other. */
    static final byte VERSION = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    private final DataOutputStream out = new DataOutputStream(bytes);

    StateWriter() {
        write(() -> out.writeByte(VERSION));
    }

    StateWriter number(long number) {
        return write(() -> out.writeLong(number));
    }

    StateWriter text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    StateWriter decimal(BigDecimal decimal) {
        number(decimal.scale());
        return raw(decimal.unscaledValue().toByteArray());
    }

    StateWriter instant(Instant instant) {
        number(instant.getEpochSecond());
        return number(instant.getNano());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private StateWriter raw(byte[] content) {
        return write(() -> {
            out.writeInt(content.length);
            out.write(content);
        });
    }

    private StateWriter write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory cannot fail", e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
