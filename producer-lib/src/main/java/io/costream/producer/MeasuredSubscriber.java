package io.costream.producer;

import io.costream.producer.usage.ResponseHints;
import io.costream.producer.usage.UsageAccumulator;
import io.costream.producer.usage.UsageReader;
import io.costream.producer.usage.UsageReading;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;

/** Reads a stream as it passes by. Signals are serial, as reactive streams have them; cancelling may come from anywhere. */
final class MeasuredSubscriber<T> implements Flow.Subscriber<T> {
    private final Flow.Subscriber<? super T> subscriber;
    private final OngoingCall call;
    private final UsageAccumulator accumulator;
    private final BiConsumer<? super T, UsageAccumulator> feed;
    private final long promptBytes;
    private boolean unreadable;

    MeasuredSubscriber(
            Flow.Subscriber<? super T> subscriber,
            OngoingCall call,
            ResponseHints hints,
            BiConsumer<? super T, UsageAccumulator> feed) {
        this.subscriber = subscriber;
        this.call = call;
        this.accumulator = UsageReader.accumulator(hints);
        this.promptBytes = hints.promptBytes();
        this.feed = feed;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long items) {
                subscription.request(items);
            }

            @Override
            public void cancel() {
                subscription.cancel();
                end(Outcome.CANCELLED);
            }
        });
    }

    @Override
    public void onNext(T item) {
        synchronized (accumulator) {
            try {
                feed.accept(item, accumulator);
            } catch (RuntimeException failure) {
                unreadable = true;
            }
        }
        subscriber.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
        end(OngoingCall.outcomeOf(failure));
        subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
        end(Outcome.OK);
        subscriber.onComplete();
    }

    private void end(Outcome outcome) {
        synchronized (accumulator) {
            UsageReading reading = accumulator.readingOrEstimate(promptBytes);
            call.succeeded(reading).ended(outcome);
            if (unreadable) {
                call.with(event -> event.flag(OngoingCall.UNREAD));
            }
            call.close();
        }
    }
}
