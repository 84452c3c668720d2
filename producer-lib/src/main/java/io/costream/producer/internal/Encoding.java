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

    /** How long a thread may take to fill the place that it claimed: it may be held up, which takes milliseconds. */
    private static final long LONGEST_FILLING_NANOS = 1_000_000_000L;

    private final CallRing ring;
    private final EventMaker events;
    /** The next call did not become an event yet. */
    private boolean stuck;

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
    QueuedEvent next() {
        while (true) {
            QueuedEvent event = ring.take();
            if (event == null) {
                return null;
            }
            stuck = true;
            boolean made = events.make(event);
            stuck = false;
            ring.giveBack();
            if (made) {
                return event;
            }
            ring.release(event);
        }
    }

    /** How many calls were given out as events, or lost on the way. */
    long given() {
        return ring.taken();
    }

    /** Whether the next request would only try again what failed before. */
    boolean isStuck() {
        return stuck;
    }

    /**
     * At the end, with the queue closed: gives out all that is left, but for what cannot be encoded, and what stands
     * behind a place that a thread of the service claimed and did not live to fill.
     */
    void drain(Consumer<QueuedEvent> made) {
        try {
            long end = System.nanoTime() + LONGEST_FILLING_NANOS;
            while (given() < ring.offered() && System.nanoTime() - end < 0) {
                QueuedEvent event = next();
                if (event == null) {
                    Thread.onSpinWait();
                } else {
                    made.accept(event);
                    end = System.nanoTime() + LONGEST_FILLING_NANOS;
                }
            }
        } catch (CallEncoder.NotYetException failure) {
            LOG.atWarn().addKeyValue("cause", failure.toString()).log("Calls could not be encoded before the end");
        }
    }
}
