package io.costream.processor.domain.verification;

import io.costream.pricing.Consumption;
import io.costream.processor.domain.CallFacts;
import java.util.Set;

/** A record of the topic of calls, as this reading of the topic found it. */
public sealed interface RawRecord {
    /** Where it stands in its partition. */
    long offset();

    /** A record that is no call. */
    record Unreadable(long offset) implements RawRecord {}

    /**
     * A call, which may still have to be rejected.
     *
     * @param appendMillis when the broker appended it, in milliseconds since 1970
     * @param isInItsPartition whether its key belongs where it was found
     * @param usageFlags what the call itself says about its usage
     */
    record RawCall(
            long offset,
            long appendMillis,
            String recordKey,
            boolean isInItsPartition,
            String callId,
            Identity identity,
            CallFacts facts,
            Consumption consumption,
            Set<String> usageFlags)
            implements RawRecord {
        public RawCall {
            usageFlags = Set.copyOf(usageFlags);
        }
    }

    /** What tells a second copy of a call. */
    sealed interface Identity {
        /** The producer counts its calls. */
        record Sequence(String producerId, long number) implements Identity {}

        /** The call's id, within the horizon. */
        record CallId() implements Identity {}

        /** Nothing: no second copy can exist. */
        record Transaction() implements Identity {}

        /** A number is promised, but there is none. */
        record Broken() implements Identity {}
    }
}
