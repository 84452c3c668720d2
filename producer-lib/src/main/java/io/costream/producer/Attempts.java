package io.costream.producer;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The calls that one request takes until it succeeds. Each attempt is recorded by itself, because each is billed by
 * itself: numbered from 1, and with the same request in its metadata, so that retries can be counted and their cost be
 * told. Safe for use by many threads.
 */
public final class Attempts {
    /** The metadata key under which all attempts of a request name it. */
    public static final String REQUEST = "request_id";

    private final Consumer<Call> recorder;
    private final Call template;
    private final Clock clock;
    private final AtomicInteger made = new AtomicInteger();
    private final String request = UUID.randomUUID().toString();

    Attempts(Consumer<Call> recorder, Call template, Clock clock) {
        this.recorder = recorder;
        this.template = template;
        this.clock = clock;
    }

    /** What measures the next attempt. */
    public MeasuredCall next() {
        Call numbered = template.toBuilder()
                .attempt(made.incrementAndGet())
                .metadata(REQUEST, template.metadata().getOrDefault(REQUEST, request))
                .build();
        return new MeasuredCall(recorder, numbered, clock);
    }

    /** How many attempts have begun. */
    public int made() {
        return made.get();
    }
}
