package io.costream.producer;

import static java.util.Objects.requireNonNull;

import io.costream.producer.usage.ResponseHints;
import io.costream.producer.usage.UsageAccumulator;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that is about to be made. Immutable and safe for use by many threads; each start measures another call. What
 * the template leaves open is taken from the {@link CallScope} that is open where the call starts.
 */
public final class MeasuredCall {
    private final Consumer<Call> recorder;
    private final Call template;
    private final Clock clock;

    /** @param recorder takes the call once it has ended */
    public MeasuredCall(Consumer<Call> recorder, Call template, Clock clock) {
        this.recorder = requireNonNull(recorder, "recorder");
        this.template = requireNonNull(template, "template");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Something that gives an answer or fails. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {
        T run() throws X;
    }

    /** The attempts of one request: a retry is a call of its own, told apart from the first. */
    public Attempts attempts() {
        return new Attempts(recorder, template, clock);
    }

    /**
     * Starts measuring. Meant for try-with-resources:
     * <pre>{@code
     * try (OngoingCall call = recorder.call(template).start()) {
     *     Response response = client.send(request);
     *     call.succeeded(UsageReader.read(response.body()));
     * }
     * }</pre>
     */
    public OngoingCall start() {
        return new OngoingCall(
                recorder, template.toBuilder().within(CallScope.current()).at(clock.instant()));
    }

    /**
     * Does the work and records it, also when it throws.
     *
     * @param reader tells the call what the answer says; what it throws is swallowed and flagged
     */
    public <T extends @Nullable Object, X extends Exception> T run(
            Work<T, X> work, BiConsumer<? super T, OngoingCall> reader) throws X {
        try (OngoingCall call = start()) {
            T answer = call.unlessItFails(work);
            call.readBy(reader, answer);
            return answer;
        }
    }

    /**
     * Starts work that goes on elsewhere, and records it when its future ends. The future that is returned ends after
     * that; cancelling it records the call as cancelled.
     */
    public <T extends @Nullable Object> CompletableFuture<T> future(
            Supplier<? extends CompletionStage<T>> work, BiConsumer<? super T, OngoingCall> reader) {
        OngoingCall call = start();
        try {
            return call.unlessItFails(work::get)
                    .whenComplete((answer, failure) -> {
                        if (failure == null) {
                            call.readBy(reader, answer);
                        } else {
                            call.failed(failure);
                        }
                        call.close();
                    })
                    .toCompletableFuture();
        } catch (RuntimeException | Error failure) {
            call.close();
            throw failure;
        }
    }

    /**
     * The publisher of a streamed answer, each of whose subscriptions is a call: it starts when it is subscribed, and is
     * recorded when it completes, fails or is cancelled, with the usage of what came until then.
     *
     * @param feed hands what is in an item to the accumulator; what it throws is swallowed and flagged
     */
    public <T> Flow.Publisher<T> stream(
            Flow.Publisher<T> publisher, ResponseHints hints, BiConsumer<? super T, UsageAccumulator> feed) {
        requireNonNull(publisher, "publisher");
        return subscriber -> publisher.subscribe(new MeasuredSubscriber<>(subscriber, start(), hints, feed));
    }
}
