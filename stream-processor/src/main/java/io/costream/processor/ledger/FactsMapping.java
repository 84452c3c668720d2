package io.costream.processor.ledger;

import io.costream.avro.Call;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Outcome;
import io.costream.processor.domain.Window;
import io.costream.schemas.CallMapping;
import java.util.function.UnaryOperator;
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
        return facts(call, text -> text);
    }

    /**
     * The facts of a call; texts that it does not state are empty.
     *
     * @param shared gives the one object that stands for a text that many calls have
     * @throws IllegalArgumentException if a quantity cannot be
     */
    public static CallFacts facts(Call call, UnaryOperator<String> shared) {
        try {
            return new CallFacts(
                    shared.apply(call.getTenant()),
                    shared.apply(call.getProvider()),
                    shared.apply(call.getModel()),
                    shared.apply(orEmpty(call.getOperation())),
                    shared.apply(orEmpty(call.getFramework())),
                    orEmpty(call.getUser()),
                    orEmpty(call.getSessionId()),
                    Window.micros(call.getEventTime()),
                    outcome(call.getOutcome()),
                    call.getLatencyMicros(),
                    CallMapping.usage(call),
                    call.getMetadata());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a quantity is out of range: " + e.getMessage(), e);
        }
    }

    private static Outcome outcome(io.costream.avro.Outcome outcome) {
        return switch (outcome) {
            case OK -> Outcome.OK;
            case ERROR -> Outcome.ERROR;
            case TIMEOUT -> Outcome.TIMEOUT;
            case CANCELLED -> Outcome.CANCELLED;
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
