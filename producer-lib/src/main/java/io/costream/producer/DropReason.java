package io.costream.producer;

import java.util.Locale;

/** Why a call was not emitted. Every loss is counted under exactly one of these. */
public enum DropReason {
    /** The queue holds as many calls, or as many bytes, as it may. */
    QUEUE_FULL,
    /** The recorder was closed before the call was recorded. */
    CLOSED,
    /** The call breaks a rule, such as a missing model or a negative latency. */
    INVALID,
    /** The call is larger than one event may be. */
    TOO_LARGE,
    /** Kafka refused the event for good. */
    REFUSED,
    /** The call was on disk for longer than {@code spool.max.age.ms}: it could no longer be told from a second copy. */
    SPOOL_EXPIRED,
    /** The end of a file of the spool is torn or damaged; counted once a file, since nobody knows how many it held. */
    SPOOL_DAMAGED,
    /** The time that close may take was over before Kafka had acknowledged the call; it may have arrived all the same. */
    UNSENT_AT_CLOSE,
    /** The library failed; the log says how. */
    INTERNAL_ERROR;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The reason as metrics and logs spell it, such as {@code queue_full}. */
    public String label() {
        return label;
    }
}
