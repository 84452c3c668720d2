package io.costream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.costream.pricing.Money;
import io.costream.pricing.PriceBook;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallSessionTest {
    private static final Instant NOON = Instant.parse("2025-03-31T12:00:00Z");
    private static final PriceBook BOOK = PriceBook.of(BuiltinCatalogue.load());

    private final List<Call> calls = new ArrayList<>();
    private final CallSession session =
            new CallSession(new FakeRecorder(), () -> BOOK, Clock.fixed(NOON, ZoneOffset.UTC));

    /** Keeps the calls. */
    private final class FakeRecorder implements CallRecorder {
        @Override
        public void record(Call call) {
            calls.add(call);
        }

        @Override
        public MeasuredCall call(Call template) {
            throw new UnsupportedOperationException("a session measures by itself");
        }

        @Override
        public boolean flush(Duration timeout) {
            return true;
        }

        @Override
        public boolean close(Duration timeout) {
            return true;
        }

        @Override
        public void close() {}
    }

    private static CallBuilder gpt4(long input, long output) {
        return Call.builder()
                .provider("openai")
                .model("gpt-4")
                .at(NOON)
                .usage(Usage.builder()
                        .tokens(Unit.INPUT_UNCACHED, input)
                        .tokens(Unit.OUTPUT_TEXT, output)
                        .build());
    }

    @Test
    void knowsItsCostAtOnce() {
        session.record(gpt4(1000, 500).build());
        session.record(gpt4(2000, 0).build());

        assertThat(session.cost().orElseThrow().total().toBigDecimal()).isEqualByComparingTo("0.06");
        assertThat(session.total().cost().toBigDecimal()).isEqualByComparingTo("0.12");
        assertThat(session.total().calls()).isEqualTo(2);
        assertThat(session.total().inputTokens()).isEqualTo(3000);
        assertThat(session.total().outputTokens()).isEqualTo(500);
    }

    @Test
    void emitsCallsUnderItsId() {
        session.record(gpt4(1, 1).sessionId("another").build());
        session.call(gpt4(0, 0).build()).start().close();

        assertThat(calls)
                .hasSize(2)
                .allMatch(call -> call.sessionId().orElse("").equals(session.id()));
        assertThat(calls.get(0).at()).isEqualTo(NOON);
    }

    @Test
    void countsCallsWithoutAPriceApart() {
        session.record(Call.builder()
                .model("a-model-that-nobody-knows")
                .usage(Usage.builder().tokens(Unit.OUTPUT_TEXT, 5).build())
                .build());

        assertThat(session.total().unpricedCalls()).isEqualTo(1);
        assertThat(session.total().cost().signum()).isZero();
    }

    @Test
    void startsANewSessionWhenReset() {
        session.record(gpt4(1000, 0).build());
        String before = session.id();

        CallSession.Total ended = session.reset();

        assertThat(ended.calls()).isEqualTo(1);
        assertThat(session.id()).isNotEqualTo(before);
        assertThat(session.total().calls()).isZero();
        assertThat(session.cost()).isEmpty();
    }

    @Test
    void makesNoCallThatItsLimitRefuses() {
        SpendingLimit limit = SpendingLimit.of(Money.of("0.05"));
        Usage usage = gpt4(1000, 500).build().usage();
        List<String> made = new ArrayList<>();

        session.runWithin(limit, gpt4(0, 0).build(), () -> made.add("first"), (answer, call) -> call.succeeded(usage));

        assertThatExceptionOfType(CallRefusedException.class)
                .isThrownBy(() ->
                        session.runWithin(limit, gpt4(0, 0).build(), () -> made.add("second"), (answer, call) -> {}))
                .withMessageContaining("0.05");
        assertThat(made).containsExactly("first");
        assertThat(calls).hasSize(1);
    }

    @Test
    void letsCallsThroughWhereTheGuardIsBroken() {
        SpendingLimit broken = (call, spent) -> {
            throw new IllegalStateException("the guard is broken");
        };

        String answer = session.runWithin(broken, gpt4(0, 0).build(), () -> "answer", (text, call) -> {});

        assertThat(answer).isEqualTo("answer");
        assertThat(calls).hasSize(1);
    }
}
