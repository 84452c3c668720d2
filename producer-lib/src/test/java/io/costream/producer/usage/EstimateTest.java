package io.costream.producer.usage;

import static io.costream.producer.usage.UsageReading.ESTIMATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Unit;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Streams that end before they tell their usage. */
class EstimateTest {
    private static UsageReading read(long promptBytes, String... events) {
        UsageAccumulator accumulator = UsageReader.accumulator(ResponseHints.NONE);
        for (String event : events) {
            accumulator.chunk(("data: " + event.replace('\'', '"') + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        return accumulator.readingOrEstimate(promptBytes);
    }

    @Test
    void countsATokenForEveryFourBytesOfWhatWasSeen() {
        String delta = "{'choices':[{'delta':{'role':'assistant','content':'twelve bytes'}}],'usage':null}";

        UsageReading reading = read(400, delta, delta);

        assertThat(reading.usage().tokens(Unit.INPUT_UNCACHED)).isEqualTo(100);
        assertThat(reading.usage().tokens(Unit.OUTPUT_TEXT)).isEqualTo(6);
        assertThat(reading.flags()).containsExactly(ESTIMATED);
    }

    @Test
    void keepsTheInputThatTheBeginningOfAMessageTells() {
        UsageReading reading = read(
                400,
                "{'type':'message_start','message':{'usage':{'input_tokens':25,'output_tokens':1}}}",
                "{'type':'content_block_delta','delta':{'type':'text_delta','text':'" + "x".repeat(40) + "'}}");

        assertThat(reading.usage().inputTokens()).isEqualTo(25);
        assertThat(reading.usage().outputTokens()).isEqualTo(10);
        assertThat(reading.flags()).containsExactly(ESTIMATED);
    }

    @Test
    void doesNotCountWhatAStreamRepeats() {
        UsageReading reading = read(
                0,
                "{'type':'response.output_text.delta','delta':'abcdefgh'}",
                "{'type':'response.output_text.done','text':'abcdefgh'}",
                "{'type':'response.output_audio.delta','delta':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}");

        assertThat(reading.usage().outputTokens()).isEqualTo(2);
    }

    @Test
    void believesTheUsageOnceItIsTold() {
        UsageReading reading = read(
                400,
                "{'choices':[{'delta':{'content':'" + "x".repeat(400) + "'}}]}",
                "{'choices':[],'usage':{'prompt_tokens':7,'completion_tokens':90}}");

        assertThat(reading.usage().inputTokens()).isEqualTo(7);
        assertThat(reading.usage().outputTokens()).isEqualTo(90);
        assertThat(reading.flags()).isEmpty();
    }

    @Test
    void estimatesNothingWhereNothingWasSeen() {
        UsageReading reading = read(400, "{'error':{'message':'overloaded'}}");

        assertThat(reading.isBillable()).isFalse();
        assertThat(reading.flags()).isEmpty();
    }
}
