package io.costream.processor.domain;

import io.costream.pricing.Usage;
import java.util.Map;

/**
 * What totals need to know of a call. Texts are empty where the call does not say.
 *
 * @param atMicros the instant of the call, in microseconds since 1970
 * @param latencyMicros 0 where it was not measured
 * @param tags the call's metadata
 */
public record CallFacts(
        String tenant,
        String provider,
        String model,
        String operation,
        String framework,
        String user,
        String session,
        long atMicros,
        Outcome outcome,
        long latencyMicros,
        Usage usage,
        Map<String, String> tags) {
    /** Whether the call did not end as it should. */
    public boolean failed() {
        return outcome != Outcome.OK;
    }
}
