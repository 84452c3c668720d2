package io.costream.producer.internal;

import java.time.Duration;

/** Who calls the sender. Safe for use by many threads. */
interface Drive {
    /** Something was queued. Must not block. */
    void wake();

    /** Waits until every call before this number is settled; false when the time is over before. */
    boolean awaitSettled(long number, Duration timeout);

    /** Lets the sender end everything, within about the time given. */
    void stop(Duration timeout);
}
