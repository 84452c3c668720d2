package io.costream.producer;

import io.costream.pricing.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A call under way. {@link #close} records it with its latency, once. Without a word of success before, its outcome is
 * {@link Outcome#ERROR}: that is what closing looks like when the call threw. May be handed from
 * thread to thread, but is not for use by several at once.
 */
public final class OngoingCall implements AutoCloseable {
    private final CallRecorder recorder;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CallBuilder call;
    private Outcome outcome = Outcome.ERROR;

    OngoingCall(CallRecorder recorder, Call template, Instant at) {
        this.recorder = recorder;
        this.call = template.toBuilder().at(at);
    }

    /** The call succeeded and used this. */
    public OngoingCall succeeded(Usage usage) {
        call.usage(usage);
        outcome = Outcome.OK;
        return this;
    }

    /** The call ended in this way; what it had used until then still counts. */
    public OngoingCall ended(Outcome ending) {
        outcome = ending;
        return this;
    }

    /** The call failed: timeouts and cancellations are told from other errors. */
    public OngoingCall failed(Throwable failure) {
        outcome = outcomeOf(failure);
        return this;
    }

    /** Changes whatever else the event should say, such as the model that answered. */
    public OngoingCall with(Consumer<CallBuilder> change) {
        change.accept(call);
        return this;
    }

    /** Records the call. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Duration latency = Duration.ofNanos(System.nanoTime() - startNanos);
            recorder.record(call.outcome(outcome).latency(latency).build());
        }
    }

    private static Outcome outcomeOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (cause instanceof TimeoutException || cause instanceof java.net.SocketTimeoutException) {
                return Outcome.TIMEOUT;
            }
            if (cause instanceof java.net.http.HttpTimeoutException) {
                return Outcome.TIMEOUT;
            }
            if (cause instanceof CancellationException || cause instanceof InterruptedException) {
                return Outcome.CANCELLED;
            }
            cause = cause.getCause();
        }
        return Outcome.ERROR;
    }
}
