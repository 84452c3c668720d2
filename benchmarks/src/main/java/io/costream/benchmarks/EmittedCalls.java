package io.costream.benchmarks;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The traffic of {@link Traffic} as a service hands it to the producer library. */
final class EmittedCalls {
    private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

    private EmittedCalls() {}

    static List<Call> make(long seed, int number, int tenants) {
        Traffic traffic = new Traffic(seed, END, number, tenants);
        List<Call> calls = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            calls.add(emitted(traffic.next()));
        }
        return calls;
    }

    /** The same traffic as records of the generated class. */
    static List<io.costream.avro.Call> records(long seed, int number, int tenants) {
        Traffic traffic = new Traffic(seed, END, number, tenants);
        return Stream.generate(traffic::next).limit(number).toList();
    }

    private static Call emitted(io.costream.avro.Call call) {
        return Call.builder()
                .tenant(call.getTenant())
                .user(call.getUser())
                .sessionId(call.getSessionId())
                .provider(call.getProvider())
                .model(call.getModel())
                .framework(call.getFramework())
                .operation(call.getOperation())
                .outcome(Outcome.valueOf(call.getOutcome().name()))
                .at(call.getEventTime())
                .latency(Duration.ofNanos(call.getLatencyMicros() * 1_000))
                .metadata(call.getMetadata())
                .usage(Usage.builder()
                        .tokens(Unit.INPUT_UNCACHED, call.getInputUncached())
                        .tokens(Unit.INPUT_CACHE_READ, call.getInputCacheRead())
                        .tokens(Unit.OUTPUT_TEXT, call.getOutputText())
                        .tokens(Unit.OUTPUT_REASONING, call.getOutputReasoning())
                        .build())
                .build();
    }
}
