package io.costream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Usage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final List<Call> calls = new ArrayList<>();
    private final MeasuredCall measured =
            new MeasuredCall(calls::add, Call.builder().model("gpt-4o").build(), Clock.systemUTC());

    @Test
    void numbersTheAttemptsOfARequestAndNamesItInEach() {
        Attempts attempts = measured.attempts();

        attempts.next().start().ended(Outcome.TIMEOUT).close();
        attempts.next().start().succeeded(Usage.NONE).close();

        assertThat(calls).extracting(Call::attempt).containsExactly(1, 2);
        assertThat(calls).extracting(Call::outcome).containsExactly(Outcome.TIMEOUT, Outcome.OK);
        assertThat(calls.get(0).metadata().get(Attempts.REQUEST))
                .isNotBlank()
                .isEqualTo(calls.get(1).metadata().get(Attempts.REQUEST));
        assertThat(attempts.made()).isEqualTo(2);
    }

    @Test
    void tellsRequestsApart() {
        measured.attempts().next().start().close();
        measured.attempts().next().start().close();

        assertThat(calls).extracting(Call::attempt).containsExactly(1, 1);
        assertThat(calls)
                .extracting(call -> call.metadata().get(Attempts.REQUEST))
                .doesNotHaveDuplicates();
    }
}
