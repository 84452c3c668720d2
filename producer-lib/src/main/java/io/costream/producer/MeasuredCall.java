package io.costream.producer;

import static java.util.Objects.requireNonNull;

import java.time.Clock;

/** A call that is about to be made. Immutable and safe for use by many threads; each start measures another call. */
public final class MeasuredCall {
    private final CallRecorder recorder;
    private final Call template;
    private final Clock clock;

    public MeasuredCall(CallRecorder recorder, Call template, Clock clock) {
        this.recorder = requireNonNull(recorder, "recorder");
        this.template = requireNonNull(template, "template");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Starts measuring. Meant for try-with-resources:
     * <pre>{@code
     * try (OngoingCall call = recorder.call(template).start()) {
     *     Response response = client.send(request);
     *     call.succeeded(usage(response));
     * }
     * }</pre>
     */
    public OngoingCall start() {
        return new OngoingCall(recorder, template, clock.instant());
    }
}
