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
    private static final int LONGEST_USED_AGAIN = 1024;

    private final byte[] header;
    private final @Nullable Pseudonyms pseudonyms;
    private final AvroBytes front = new AvroBytes();
    private String producerId = "";
    /** What an event begins with up to the number in its id, by the number's digits. */
    private final byte[] @Nullable [] beginnings = new byte[MOST_DIGITS][];
    /** What stands between the id and the number. */
    private byte[] identity = {};

    /** Events of plain calls by their length; what is longer gets memory of its own. */
    private final byte[] @Nullable [] events;

    /** What events of plain calls are written into. */
    enum Memory {
        /** An array that stays as it is. */
        FRESH,
        /** An array that the next event of that length is written into too: a processor's cache has it still. */
        USED_AGAIN
    }

    /** @param header what precedes each event: the id of its schema */
    Envelope(byte[] header, @Nullable Pseudonyms pseudonyms, Memory memory) {
        this.header = header;
        this.pseudonyms = pseudonyms;
        this.events = new byte[memory == Memory.FRESH ? 0 : LONGEST_USED_AGAIN + 1][];
    }

    /** Of a call that has nothing but its body, as most do: written once, into the memory that Kafka gets. */
    byte[] event(byte[] from, int start, int length, String producer, long sequence) {
        prepare(producer);
        int digits = AvroBytes.digits(sequence);
        byte[] beginning = beginning(digits);
        int inId = beginning.length;
        int afterId = inId + digits;
        int number = afterId + identity.length;
        int body = number + AvroBytes.sizeOfNumber(sequence);
        byte[] event = memory(body + length);
        System.arraycopy(beginning, 0, event, 0, inId);
        AvroBytes.putDigits(event, inId, digits, sequence);
        System.arraycopy(identity, 0, event, afterId, identity.length);
        AvroBytes.putNumber(event, number, sequence);
        System.arraycopy(from, start, event, body, length);
        return event;
    }

    private byte[] memory(int length) {
        if (length >= events.length) {
            return new byte[length];
        }
        byte[] event = events[length];
        if (event == null) {
            event = new byte[length];
            events[length] = event;
        }
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

    /** Of any call, in memory of its own. */
    byte[] event(QueuedCall call, String producer, long sequence) {
        prepare(producer);
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
        if (producer.equals(producerId)) {
            return;
        }
        producerId = producer;
        Arrays.fill(beginnings, null);
        front.clear();
        front.number(SEQUENCE).number(PRESENT).text(producer).number(PRESENT);
        identity = front.toBytes();
    }
}
