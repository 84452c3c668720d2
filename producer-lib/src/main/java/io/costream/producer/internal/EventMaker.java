package io.costream.producer.internal;

import io.costream.producer.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * Gives calls their identity, and their last bytes too where those cannot be written later, at each attempt. For the
 * sender alone.
 */
final class EventMaker {
    private final Streams streams;
    private final CallEncoder encoder;
    private final Losses losses;
    private final int largestEvent;

    EventMaker(Streams streams, CallEncoder encoder, Losses losses, int largestEvent) {
        this.streams = streams;
        this.encoder = encoder;
        this.losses = losses;
        this.largestEvent = largestEvent;
    }

    /**
     * Makes an event of the call in its place; false where the call is lost and counted. A number is used up only by an
     * event.
     *
     * @throws CallEncoder.NotYetException where the call has to be encoded later
     */
    boolean make(QueuedEvent event) {
        Streams.Stream stream = event.stream();
        QueuedCall call = event.call();
        // What was copied can be completed whenever it is sent, and is shorter than the least limit of an event.
        if (call != null) {
            byte[] value = encoded(call, stream.next());
            if (value == null) {
                return false;
            }
            event.keep(value);
        }
        event.number(stream.next());
        stream.advance();
        return true;
    }

    private byte @Nullable [] encoded(QueuedCall call, long sequence) {
        byte[] value;
        try {
            value = encoder.encode(call, streams.producerId(), sequence);
        } catch (CallEncoder.NotYetException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            losses.count(DropReason.INTERNAL_ERROR, failure.toString());
            return null;
        }
        if (value.length > largestEvent) {
            losses.count(DropReason.TOO_LARGE, "an event has " + value.length + " bytes");
            return null;
        }
        return value;
    }
}
