package io.costream.producer.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Unit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageAccumulatorTest {
    private static final String ANTHROPIC = """
            event: message_start
            data: {"type":"message_start","message":{"model":"claude","usage":{"input_tokens":2068,\
            "cache_creation_input_tokens":5,"cache_read_input_tokens":0,"output_tokens":8}}}

            event: content_block_delta
            data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"usage"}}

            event: message_delta
            data: {"type":"message_delta","usage":{"input_tokens":22397,"output_tokens":637}}

            data: [DONE]
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 10_000})
    void readsAStreamHoweverItIsCut(int size) {
        byte[] body = ANTHROPIC.getBytes(StandardCharsets.UTF_8);
        UsageAccumulator accumulator = UsageReader.accumulator(ResponseHints.NONE);

        for (int i = 0; i < body.length; i += size) {
            accumulator.chunk(Arrays.copyOfRange(body, i, Math.min(body.length, i + size)));
        }
        UsageReading reading = accumulator.reading();

        assertThat(reading.usage().inputTokens()).isEqualTo(22_402);
        assertThat(reading.usage().tokens(Unit.INPUT_CACHE_WRITE_UNSPECIFIED)).isEqualTo(5);
        assertThat(reading.usage().outputTokens()).isEqualTo(637);
        assertThat(reading.model()).hasValue("claude");
        assertThat(reading.flags()).isEmpty();
    }

    @Test
    void replacesCumulativeCountsAndNeverAddsThem() {
        UsageReading reading = UsageReader.accumulator(ResponseHints.NONE)
                .event("{\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":1}}")
                .event("{\"usageMetadata\":{\"promptTokenCount\":10,\"candidatesTokenCount\":9}}")
                .reading();

        assertThat(reading.usage().inputTokens()).isEqualTo(10);
        assertThat(reading.usage().outputTokens()).isEqualTo(9);
    }

    @Test
    void completesALastCountThatLeavesThePromptOut() {
        UsageReading reading = UsageReader.accumulator(ResponseHints.NONE)
                .event("{\"usageMetadata\":{\"promptTokenCount\":10,\"totalTokenCount\":10}}")
                .event("{\"usageMetadata\":{\"candidatesTokenCount\":9,\"totalTokenCount\":19}}")
                .reading();

        assertThat(reading.usage().inputTokens()).isEqualTo(10);
        assertThat(reading.usage().outputTokens()).isEqualTo(9);
    }

    @Test
    void addsUpTheResponsesOfARealtimeSession() {
        String response =
                "{\"type\":\"response.done\",\"response\":{\"usage\":{\"input_tokens\":16,\"output_tokens\":4,"
                        + "\"total_tokens\":20,\"input_token_details\":{\"audio_tokens\":6}}}}";

        UsageReading reading = UsageReader.accumulator(ResponseHints.NONE)
                .event(response)
                .event(response)
                .reading();

        assertThat(reading.usage().inputTokens()).isEqualTo(32);
        assertThat(reading.usage().tokens(Unit.INPUT_AUDIO)).isEqualTo(12);
    }

    @Test
    void takesDecodedBedrockEvents() {
        UsageReading reading = UsageReader.read(
                "[{\"messageStart\":{\"role\":\"assistant\"}},{\"metadata\":{\"usage\":{\"inputTokens\":36,"
                        + "\"outputTokens\":73,\"totalTokens\":109}}}]");

        assertThat(reading.usage().inputTokens()).isEqualTo(36);
        assertThat(reading.dialect()).isEqualTo(Dialect.BEDROCK_CONVERSE);
    }

    @Test
    void takesJsonLines() {
        UsageReading reading = UsageReader.accumulator(ResponseHints.NONE)
                .chunk("{\"done\":false}\n{\"prompt_eval_count\":26,".getBytes(StandardCharsets.UTF_8))
                .chunk("\"eval_count\":9,\"done\":true}\n".getBytes(StandardCharsets.UTF_8))
                .reading();

        assertThat(reading.usage().inputTokens()).isEqualTo(26);
        assertThat(reading.dialect()).isEqualTo(Dialect.OLLAMA);
    }
}
