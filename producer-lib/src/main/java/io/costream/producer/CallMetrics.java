package io.costream.producer;

/**
 * Where a recorder reports what becomes of the calls. An implementation must be safe for use by many threads and must
 * not block: {@link #recorded} and {@link #dropped} run on the threads of the service. What it throws is swallowed.
 */
public interface CallMetrics {
    /** Counts nothing. */
    CallMetrics NONE = new CallMetrics() {};

    /** A call was taken into the queue. */
    default void recorded() {}

    /** A call was lost. */
    default void dropped(DropReason reason) {}

    /** Kafka acknowledged a call. */
    default void sent() {}

    /** A call was put on disk, to be sent later. */
    default void spooled() {}

    /** An attempt to send failed and will be repeated. */
    default void retried() {}

    /** How many calls, and about how many bytes, wait or are under way; reported about once in a pass of the sender. */
    default void waiting(long calls, long bytes) {}
}
