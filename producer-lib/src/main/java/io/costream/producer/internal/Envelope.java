package io.costream.producer.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Completes the body of a call to an event: the id of the schema and the event's identity go before it, a pseudonym
 * into it. For the sender alone.
 */
final class Envelope {
    private static final int SEQUENCE = 0;
    private static final int PRESENT = 1;
    private static final int MOST_DIGITS = 19;

    private final byte[] header;
    private final @Nullable Pseudonyms pseudonyms;
    private final AvroBytes front = new AvroBytes();
    private String producerId = "";
    /** What an event begins with up to the number in its id, by the number's digits. */
    private final byte[] @Nullable [] beginnings = new byte[MOST_DIGITS][];
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
        return call.isPlain() ? plainEvent(call, sequence) : otherEvent(call, sequence);
    }

    /** Of a call that has nothing but its body, as most do: written once, into the memory that Kafka gets. */
    private byte[] plainEvent(QueuedCall call, long sequence) {
        int digits = AvroBytes.digits(sequence);
        byte[] beginning = beginning(digits);
        int inId = beginning.length;
        int afterId = inId + digits;
        int number = afterId + identity.length;
        byte[] event = new byte[number + AvroBytes.sizeOfNumber(sequence) + call.bodySize()];
        System.arraycopy(beginning, 0, event, 0, inId);
        AvroBytes.putDigits(event, inId, digits, sequence);
        System.arraycopy(identity, 0, event, afterId, identity.length);
        call.copyBody(event, AvroBytes.putNumber(event, number, sequence));
        return event;
    }

    private byte[] beginning(int digits) {
        byte[] beginning = beginnings[digits];
        if (beginning == null) {
            byte[] id = (producerId + '-').getBytes(StandardCharsets.UTF_8);
            front.clear();
            front.raw(header).number((long) id.length + digits).raw(id);
            beginning = front.toBytes();
            beginnings[digits] = beginning;
        }
        return beginning;
    }

    private byte[] otherEvent(QueuedCall call, long sequence) {
        String own = call.id();
        front.clear();
        front.raw(header).text(own == null ? producerId + '-' + sequence : own);
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
        Arrays.fill(beginnings, null);
        front.clear();
        front.number(SEQUENCE).number(PRESENT).text(producer).number(PRESENT);
        identity = front.toBytes();
    }
}
