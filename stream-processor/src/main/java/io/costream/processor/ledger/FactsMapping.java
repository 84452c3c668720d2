package io.costream.processor.ledger;

import io.costream.avro.Call;
import io.costream.avro.Outcome;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Window;
import io.costream.schemas.CallMapping;
import org.jspecify.annotations.Nullable;

/** From a call on the wire to what totals need of it. */
public final class FactsMapping {
    private FactsMapping() {}

    /**
     * The facts of a call; texts that it does not state are empty.
     *
     * @throws IllegalArgumentException if a quantity cannot be
     */
    public static CallFacts facts(Call call) {
        try {
            return new CallFacts(
                    call.getTenant(),
                    call.getProvider(),
                    call.getModel(),
                    orEmpty(call.getOperation()),
                    orEmpty(call.getFramework()),
                    orEmpty(call.getUser()),
                    orEmpty(call.getSessionId()),
                    Window.micros(call.getEventTime()),
                    call.getOutcome() != Outcome.OK,
                    call.getLatencyMicros(),
                    CallMapping.usage(call),
                    call.getMetadata());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a quantity is out of range: " + e.getMessage(), e);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
