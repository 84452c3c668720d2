package io.costream.alerts.topology;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads what {@link StateWriter} wrote. Not thread-safe. */
final class StateReader {
    private final ByteBuffer in;

    StateReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != StateWriter.VERSION) {
            throw new IllegalStateException("state of format " + version + ", but only " + StateWriter.VERSION
                    + " is known: it was written by another version of the alert consumer");
        }
    }

    long number() {
        return in.getLong();
    }

    int integer() {
        return Math.toIntExact(number());
    }

    String text() {
        return new String(raw(), StandardCharsets.UTF_8);
    }

    BigDecimal decimal() {
        int scale = integer();
        return new BigDecimal(new BigInteger(raw()), scale);
    }

    Instant instant() {
        long seconds = number();
        return Instant.ofEpochSecond(seconds, number());
    }

    private byte[] raw() {
        byte[] content = new byte[in.getInt()];
        in.get(content);
        return content;
    }
}
