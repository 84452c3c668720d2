package io.costream.benchmarks;

import io.costream.schemas.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * The little of a call that a price needs at the very least, read by hand in the order of the schema's fields: what no
 * implementation can do without. Reads calls written with the embedded schema only. Not thread-safe.
 */
final class LeanCall {
    private static final int PRESENT = 1;

    private final Utf8 model = new Utf8();
    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
    long input;
    long cached;
    long output;

    /** The model; valid until the next call is read. */
    Utf8 model() {
        return model;
    }

    void read(byte[] call) {
        decoder = DecoderFactory.get()
                .binaryDecoder(call, WireFormat.HEADER_SIZE, call.length - WireFormat.HEADER_SIZE, decoder);
        try {
            decoder.skipString(); // call_id
            decoder.readEnum(); // identity
            skipText(); // producer_id
            if (decoder.readIndex() == PRESENT) {
                decoder.readLong(); // sequence
            }
            decoder.readLong(); // event_time
            decoder.skipString(); // tenant
            skipText(); // user
            skipText(); // session_id
            decoder.skipString(); // provider
            decoder.readString(model);
            skipText(); // framework
            skipText(); // operation
            decoder.readEnum(); // outcome
            skipText(); // service_tier
            skipText(); // region
            skipText(); // speed
            decoder.readLong(); // latency_micros
            decoder.readInt(); // attempt
            input = decoder.readLong();
            cached = decoder.readLong();
            for (int unit = 0; unit < 5; unit++) {
                decoder.readLong(); // cache writes, audio, images
            }
            output = decoder.readLong() + decoder.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skipText() throws IOException {
        if (decoder.readIndex() == PRESENT) {
            decoder.skipString();
        }
    }
}
