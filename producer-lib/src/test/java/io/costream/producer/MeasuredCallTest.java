package io.costream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.costream.producer.usage.ResponseHints;
import io.costream.producer.usage.UsageReader;
import io.costream.producer.usage.UsageReading;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Scopes are opened for what happens meanwhile.
class MeasuredCallTest {
    private static final String ANSWER = "{\"model\":\"gpt-4o-2024-08-06\",\"usage\":{\"prompt_tokens\":7}}";
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);

    private final List<Call> calls = new ArrayList<>();
    private final MeasuredCall measured =
            new MeasuredCall(calls::add, Call.builder().model("gpt-4o").build(), NOON);

    private static void read(String answer, OngoingCall call) {
        call.succeeded(UsageReader.read(answer));
    }

    private Call onlyCall() {
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @Test
    void recordsWhatTheAnswerSays() {
        String answer = measured.run(() -> ANSWER, MeasuredCallTest::read);

        assertThat(answer).isEqualTo(ANSWER);
        assertThat(onlyCall().outcome()).isEqualTo(Outcome.OK);
        assertThat(onlyCall().model()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(onlyCall().usage().inputTokens()).isEqualTo(7);
        assertThat(onlyCall().at()).isEqualTo(NOON.instant());
    }

    @Test
    void takesTheOpenScopeAlong() {
        try (CallScope.Opened opened = CallScope.EMPTY.tenant("acme").open()) {
            measured.run(() -> ANSWER, MeasuredCallTest::read);
        }

        assertThat(onlyCall().tenant()).isEqualTo("acme");
    }

    @Test
    void recordsACallThatThrowsAndLetsTheExceptionThrough() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> measured.run(
                        () -> {
                            throw new IOException(new TimeoutException());
                        },
                        MeasuredCallTest::read));

        assertThat(onlyCall().outcome()).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void doesNotLetAReaderThatFailsReachTheService() {
        String answer = measured.run(() -> ANSWER, (body, call) -> {
            throw new IllegalStateException("the reader is broken");
        });

        assertThat(answer).isEqualTo(ANSWER);
        assertThat(onlyCall().outcome()).isEqualTo(Outcome.OK);
        assertThat(onlyCall().flags()).containsExactly(OngoingCall.UNREAD);
    }

    @Test
    void recordsAFutureWhenItEnds() {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> good = measured.future(() -> work, MeasuredCallTest::read);
        int before = calls.size();

        work.complete(ANSWER);

        assertThat(before).isZero();
        assertThat(good).isCompletedWithValue(ANSWER);
        assertThat(onlyCall().usage().inputTokens()).isEqualTo(7);
    }

    @Test
    void recordsAFutureThatFails() {
        CompletableFuture<String> failed =
                measured.future(() -> CompletableFuture.failedFuture(new TimeoutException()), MeasuredCallTest::read);

        assertThat(failed).isCompletedExceptionally();
        assertThat(onlyCall().outcome()).isEqualTo(Outcome.TIMEOUT);
    }

    /** Publishes what the test tells it to. */
    private static final class FakePublisher implements Flow.Publisher<String>, Flow.Subscription {
        Flow.Subscriber<? super String> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super String> newSubscriber) {
            subscriber = newSubscriber;
            newSubscriber.onSubscribe(this);
        }

        @Override
        public void request(long items) {}

        @Override
        public void cancel() {}
    }

    /** Keeps its subscription. */
    private static final class FakeSubscriber implements Flow.Subscriber<String> {
        Flow.Subscription subscription;
        final List<String> items = new ArrayList<>();

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
        }

        @Override
        public void onNext(String item) {
            items.add(item);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private FakeSubscriber subscribe(FakePublisher publisher) {
        FakeSubscriber subscriber = new FakeSubscriber();
        measured.stream(publisher, ResponseHints.NONE, (item, usage) -> usage.event(item))
                .subscribe(subscriber);
        return subscriber;
    }

    @Test
    void recordsAStreamWhenItCompletes() {
        FakePublisher publisher = new FakePublisher();
        FakeSubscriber subscriber = subscribe(publisher);

        publisher.subscriber.onNext("{\"choices\":[]}");
        publisher.subscriber.onNext(ANSWER);
        publisher.subscriber.onComplete();

        assertThat(subscriber.items).hasSize(2);
        assertThat(onlyCall().outcome()).isEqualTo(Outcome.OK);
        assertThat(onlyCall().usage().inputTokens()).isEqualTo(7);
    }

    @Test
    void recordsACancelledStreamWithWhatItUsedUntilThen() {
        FakePublisher publisher = new FakePublisher();
        FakeSubscriber subscriber = subscribe(publisher);
        publisher.subscriber.onNext(ANSWER);

        subscriber.subscription.cancel();

        assertThat(onlyCall().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(onlyCall().usage().inputTokens()).isEqualTo(7);
    }

    @Test
    void estimatesAStreamThatIsCancelledBeforeItTellsItsUsage() {
        FakePublisher publisher = new FakePublisher();
        FakeSubscriber subscriber = subscribe(publisher);
        publisher.subscriber.onNext("{\"choices\":[{\"delta\":{\"content\":\"twenty bytes of text\"}}]}");

        subscriber.subscription.cancel();

        assertThat(onlyCall().usage().outputTokens()).isEqualTo(5);
        assertThat(onlyCall().flags()).containsExactly(UsageReading.ESTIMATED);
    }

    @Test
    void recordsAStreamThatFails() {
        FakePublisher publisher = new FakePublisher();
        subscribe(publisher);
        publisher.subscriber.onNext(ANSWER);

        publisher.subscriber.onError(new TimeoutException());

        assertThat(onlyCall().outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(onlyCall().usage().inputTokens()).isEqualTo(7);
    }

    @Test
    void recordsAFutureWhoseWorkCannotEvenBegin() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> measured.future(
                        () -> {
                            throw new IllegalStateException("no connection");
                        },
                        MeasuredCallTest::read));

        assertThat(onlyCall().outcome()).isEqualTo(Outcome.ERROR);
    }
}
