package io.costream.producer.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Completes the body of a call to an event: the id of the schema and the event's identity go before it, a pseudonym
 * into it. For the sender alone.
 */
final class Envelope {
    private static final int SEQUENCE = 0;
    private static final int PRESENT = 1;

    private final byte[] header;
    private final @Nullable Pseudonyms pseudonyms;
    private final AvroBytes front = new AvroBytes();
    private String producerId = "";
    private byte[] idBeginning = {};
    /** What stands between the id and the number. */
    private byte[] identity = {};

    /** @param header what precedes each event: the id of its schema */
    Envelope(byte[] header, @Nullable Pseudonyms pseudonyms) {
        this.header = header;
        this.pseudonyms = pseudonyms;
    }

    byte[] event(QueuedCall call, String producer, long sequence) {
        if (!producer.equals(producerId)) {
            prepare(producer);
        }
        front.clear();
        front.raw(header);
        id(call.id(), sequence);
        front.raw(identity).number(sequence);
        String user = call.user();
        if (user == null || pseudonyms == null) {
            return front.followedBy(call.body, 0);
        }
        front.part(call.body, call.userPosition());
        front.number(PRESENT).text(pseudonyms.of(user));
        return front.followedBy(call.body, call.userPosition());
    }

    private void prepare(String producer) {
        producerId = producer;
        idBeginning = (producer + '-').getBytes(StandardCharsets.UTF_8);
        AvroBytes bytes = new AvroBytes();
        bytes.number(SEQUENCE).number(PRESENT).text(producer).number(PRESENT);
        identity = bytes.followedBy(new AvroBytes(), 0);
    }

    private void id(@Nullable String own, long sequence) {
        if (own == null) {
            front.numbered(idBeginning, sequence);
        } else {
            front.text(own);
        }
    }
}
