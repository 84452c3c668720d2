package io.costream.producer.internal;

import io.costream.producer.Call;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an event of each queued call when it is asked for one. Used by one thread. */
final class Encoding implements EventSource {
    private static final Logger LOG = LoggerFactory.getLogger(Encoding.class);

    private final CallRing ring;
    private final EventMaker events;
    /** Taken from the queue, and not yet an event. */
    private @Nullable Call unencoded;

    Encoding(CallRing ring, EventMaker events) {
        this.ring = ring;
        this.events = events;
    }

    @Override
    public @Nullable Event next() {
        while (true) {
            Call call = unencoded == null ? ring.take() : unencoded;
            if (call == null) {
                return null;
            }
            unencoded = call;
            Event event = events.make(call, ring.taken() - 1);
            unencoded = null;
            if (event != null) {
                return event;
            }
            ring.release(call.approximateBytes());
        }
    }

    @Override
    public long given() {
        return unencoded == null ? ring.taken() : ring.taken() - 1;
    }

    @Override
    public boolean isStuck() {
        return unencoded != null;
    }

    @Override
    public void drain(Consumer<Event> made) {
        try {
            while (given() < ring.offered()) {
                Event event = next();
                if (event == null) {
                    // A slot that a thread of the service has claimed and not filled yet, or the end.
                    Thread.onSpinWait();
                } else {
                    made.accept(event);
                }
            }
        } catch (CallEncoder.NotYetException failure) {
            LOG.atWarn().addKeyValue("cause", failure.toString()).log("Calls could not be encoded before the end");
        }
    }
}
