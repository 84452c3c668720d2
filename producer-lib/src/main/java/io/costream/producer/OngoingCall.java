package io.costream.producer;

import io.costream.pricing.Usage;
import io.costream.producer.usage.UsageReading;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call under way. {@link #close} records it with its latency, once. Without a word of success before, its outcome is
 * {@link Outcome#ERROR}: that is what closing looks like when the call threw. May be handed from thread to thread, but
 * is not for use by several at once.
 */
public final class OngoingCall implements AutoCloseable {
    /** Flag of a call that succeeded, but whose usage could not be read from the answer. */
    public static final String UNREAD = "usage_unread";

    private static final int MOST_CAUSES = 16;

    private final Consumer<Call> recorder;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CallBuilder call;
    private Outcome outcome = Outcome.ERROR;

    OngoingCall(Consumer<Call> recorder, CallBuilder call) {
        this.recorder = recorder;
        this.call = call;
    }

    /** The call succeeded and used this. */
    public OngoingCall succeeded(Usage usage) {
        call.usage(usage);
        outcome = Outcome.OK;
        return this;
    }

    /** The call succeeded, and this is what its answer says. */
    public OngoingCall succeeded(UsageReading reading) {
        reading.describe(call);
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
            recorder.accept(call.outcome(outcome).latency(latency).build());
        }
    }

    /** Does the work; what it throws is noted and thrown on. */
    <T extends @Nullable Object, X extends Exception> T unlessItFails(MeasuredCall.Work<T, X> work) throws X {
        try {
            return work.run();
        } catch (Throwable failure) {
            failed(failure);
            throw failure;
        }
    }

    /** Has the answer read; a reader that fails must not fail the service. */
    <T extends @Nullable Object> void readBy(BiConsumer<? super T, OngoingCall> reader, T answer) {
        outcome = Outcome.OK;
        try {
            reader.accept(answer, this);
        } catch (RuntimeException failure) {
            call.flag(UNREAD);
        }
    }

    /** How a call ended that failed like this. */
    static Outcome outcomeOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof TimeoutException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof HttpTimeoutException) {
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
