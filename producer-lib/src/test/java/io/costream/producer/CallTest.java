package io.costream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallTest {
    @Test
    void needsNothingButAModel() {
        Call call = Call.builder().model("gpt-4o").build();

        assertThat(call.problem()).isEmpty();
        assertThat(call.tenant()).isEqualTo("default");
        assertThat(call.outcome()).isEqualTo(Outcome.OK);
    }

    static Stream<CallBuilder> unsoundCalls() {
        return Stream.of(
                Call.builder(),
                Call.builder().model("m").tenant("acme#2"),
                Call.builder().model("m").latency(Duration.ofMillis(-1)),
                Call.builder().model("m").attempt(0),
                Call.builder().model("m").at(Instant.parse("1969-12-31T23:59:59Z")),
                Call.builder().model("m").statedCost(new BigDecimal("-0.01")),
                Call.builder().model("m").statedCost(new BigDecimal("1e-1000000000")));
    }

    @ParameterizedTest
    @MethodSource("unsoundCalls")
    void saysWhatIsWrongInsteadOfThrowing(CallBuilder builder) {
        Call call = builder.build();

        assertThat(call.problem()).isPresent();
    }

    @Test
    void takesNullAndBlankAsAbsence() {
        Call call = Call.builder()
                .model("m")
                .tenant(null)
                .user(" ")
                .sessionId(null)
                .provider(null)
                .usage(null)
                .outcome(null)
                .latency(null)
                .flag(null)
                .frameworkEvent(null)
                .metadata("key", null)
                .build();

        assertThat(call.problem()).isEmpty();
        assertThat(call.user()).isEmpty();
        assertThat(call.metadata()).isEmpty();
    }

    @Test
    void leavesOutMetadataThatDoesNotFitAndSaysSo() {
        CallBuilder builder = Call.builder().model("m").metadata("long", "x".repeat(257));
        IntStream.range(0, 40).forEach(i -> builder.metadata("key-" + i, "value"));

        Call call = builder.build();

        assertThat(call.metadata()).hasSize(Call.MOST_METADATA);
        assertThat(call.flags()).containsExactly(Call.DETAILS_LEFT_OUT);
    }

    @Test
    void isNotChangedByItsBuilder() {
        CallBuilder builder = Call.builder().model("m").metadata("a", "1");
        Call call = builder.build();

        builder.model("other").metadata("b", "2");

        assertThat(call.model()).isEqualTo("m");
        assertThat(call.metadata()).containsOnlyKeys("a");
    }

    @Test
    void tellsPreprocessingAndTheChoiceOfAFramework() {
        Call call = Call.builder()
                .model("m")
                .preprocessing(Duration.ofMillis(120))
                .frameworkSelection(Duration.ofMillis(7))
                .usage(Usage.builder().tokens(Unit.OUTPUT_TEXT, 5).build())
                .build();
        Call copy = call.toBuilder().build();

        assertThat(call.preprocessing()).isEqualTo(Duration.ofMillis(120));
        assertThat(call.usage().quantity(Unit.PREPROCESSING_MS)).isEqualByComparingTo("120");
        assertThat(call.usage().outputTokens()).isEqualTo(5);
        assertThat(call.frameworkSelection()).isEqualTo(Duration.ofMillis(7));
        assertThat(copy.usage()).isEqualTo(call.usage());
        assertThat(copy.frameworkSelection()).isEqualTo(Duration.ofMillis(7));
    }
}
