package io.costream.producer.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the sender takes new events from, in the order in which their calls were queued: makes an event of each when it
 * is asked for one. For the sender alone.
 */
final class Encoding {
    private static final Logger LOG = LoggerFactory.getLogger(Encoding.class);

    private final CallRing ring;
    private final EventMaker events;
    /** Taken from the queue, and not yet an event. */
    private @Nullable QueuedCall unencoded;

    Encoding(CallRing ring, EventMaker events) {
        this.ring = ring;
        this.events = events;
    }

    /**
     * The next event; null where there is none now.
     *
     * @throws CallEncoder.NotYetException where a call has to be encoded later; the next request tries it again
     */
    @Nullable
    Event next() {
        while (true) {
            QueuedCall call = unencoded == null ? ring.take() : unencoded;
            if (call == null) {
                return null;
            }
            unencoded = call;
            Event event = events.make(call);
            unencoded = null;
            long bytes = call.bytes();
            ring.giveBack(call);
            if (event != null) {
                return event;
            }
            ring.release(bytes);
        }
    }

    /**
     * Several events at once, as {@link #next} gives them: their calls lie side by side, and come sooner from memory
     * while nothing else is done between. Returns how many; 0 where there is none now.
     *
     * @throws CallEncoder.NotYetException where the first has to wait
     */
    int next(Event[] some) {
        int made = 0;
        while (made < some.length) {
            Event event;
            try {
                event = next();
            } catch (CallEncoder.NotYetException failure) {
                if (made > 0) {
                    // The next request meets it again.
                    break;
                }
                throw failure;
            }
            if (event == null) {
                break;
            }
            some[made++] = event;
        }
        return made;
    }

    /** How many calls were given out as events, or lost on the way. */
    long given() {
        return ring.taken();
    }

    /** Whether the next request would only try again what failed before. */
    boolean isStuck() {
        return unencoded != null;
    }

    /** At the end, with the queue closed: gives out all that is left, but for what cannot be encoded. */
    void drain(Consumer<Event> made) {
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
