package io.costream.processor.domain.verification;

import io.costream.pricing.Consumption;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Outcome;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.verification.RawRecord.Identity;
import io.costream.processor.domain.verification.RawRecord.RawCall;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Raw calls for tests, read as prose: {@code aCall(3).of("acme").at("2024-06-15T12:30:00Z").build()}. */
final class RawCalls {
    private static final Instant ARRIVAL = Instant.parse("2024-06-15T12:31:00Z");

    private final long offset;
    private String tenant = "acme";
    private String id;
    private Instant at = Instant.parse("2024-06-15T12:30:00Z");
    private Instant arrival = ARRIVAL;
    private Identity identity = new Identity.Transaction();
    private boolean isInItsPartition = true;
    private long tokens = 1_000;
    private long latencyMicros;

    private RawCalls(long offset) {
        this.offset = offset;
        this.id = "call-" + offset;
    }

    static RawCalls aCall(long offset) {
        return new RawCalls(offset);
    }

    RawCalls of(String name) {
        tenant = name;
        return this;
    }

    RawCalls id(String callId) {
        id = callId;
        identity = new Identity.CallId();
        return this;
    }

    RawCalls sequence(String producer, long number) {
        identity = new Identity.Sequence(producer, number);
        return this;
    }

    RawCalls at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    RawCalls arriving(String instant) {
        arrival = Instant.parse(instant);
        return this;
    }

    RawCalls elsewhere() {
        isInItsPartition = false;
        return this;
    }

    RawCalls tokens(long number) {
        tokens = number;
        return this;
    }

    RawCalls taking(long micros) {
        latencyMicros = micros;
        return this;
    }

    RawCall build() {
        Usage usage = Usage.builder().tokens(Unit.INPUT_UNCACHED, tokens).build();
        return new RawCall(
                offset,
                arrival.toEpochMilli(),
                tenant,
                isInItsPartition,
                id,
                identity,
                new CallFacts(
                        tenant,
                        "openai",
                        "gpt-4",
                        "chat",
                        "",
                        "chris",
                        "s-1",
                        Window.micros(at),
                        Outcome.OK,
                        latencyMicros,
                        usage,
                        Map.of()),
                new Consumption(tenant, "openai", "gpt-4", at, PricingContext.STANDARD, usage),
                Set.of());
    }
}
