package io.costream.producer.internal;

import io.costream.producer.DropReason;
import org.jspecify.annotations.Nullable;

/** Gives calls their identity and their last bytes. For the sender alone. */
final class EventMaker {
    private final Streams streams;
    private final CallEncoder encoder;
    private final Deliveries deliveries;
    private final Losses losses;
    private final int largestEvent;

    EventMaker(Streams streams, CallEncoder encoder, Deliveries deliveries, Losses losses, int largestEvent) {
        this.streams = streams;
        this.encoder = encoder;
        this.deliveries = deliveries;
        this.losses = losses;
        this.largestEvent = largestEvent;
    }

    /**
     * The event of a call; null where the call is lost and counted. A number is used up only by an event.
     *
     * @throws CallEncoder.NotYetException where the call has to be encoded later
     */
    @Nullable
    Event make(QueuedCall call) {
        Streams.Stream stream = call.stream();
        byte[] value;
        try {
            value = encoder.encode(call, streams.producerId(), stream.next());
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
        stream.advance();
        return new Event(streams.key(stream), value, call.bytes(), deliveries);
    }
}
