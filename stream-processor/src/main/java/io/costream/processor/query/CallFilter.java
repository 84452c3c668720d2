package io.costream.processor.query;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Window;
import java.time.Instant;
import java.util.Map;

/**
 * Which single calls are meant.
 *
 * @param tenant whose; empty for those of all
 */
public record CallFilter(String tenant, Instant from, Instant to, Map<Dimension, String> values) {
    boolean takes(CallFacts call) {
        return (tenant.isEmpty() || tenant.equals(call.tenant()))
                && call.atMicros() >= Window.micros(from)
                && call.atMicros() < Window.micros(to)
                && values.entrySet().stream()
                        .allMatch(value -> value.getKey().of(call).equals(value.getValue()));
    }
}
