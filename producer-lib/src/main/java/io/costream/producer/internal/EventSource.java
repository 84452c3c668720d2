package io.costream.producer.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the sender takes new events from, in the order in which their calls were queued. For the sender alone. */
interface EventSource {
    /**
     * The next event; null where there is none now.
     *
     * @throws CallEncoder.NotYetException where a call has to be encoded later; the next request tries it again
     */
    @Nullable
    Event next();

    /** How many calls were given out as events, or lost on the way. */
    long given();

    /** Whether the next request would only try again what failed before. */
    boolean isStuck();

    /** At the end, with the queue closed: gives out all that is left, but for what cannot be encoded. */
    void drain(Consumer<Event> events);
}
