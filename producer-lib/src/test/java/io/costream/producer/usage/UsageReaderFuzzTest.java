package io.costream.producer.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Unit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated bodies never crash the reader and never give a negative count. {@code -Dcostream.fuzz.bodies=1000000} runs
 * more of them, {@code -Dcostream.fuzz.seed=N} other ones.
 */
class UsageReaderFuzzTest {
    private static final int BODIES = Integer.getInteger("costream.fuzz.bodies", 20_000);
    private static final long SEED = Long.getLong("costream.fuzz.seed", 20_261_122);

    private static final List<String> SEEDS = List.of(
            "{\"model\":\"m\",\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":150,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":30,\"audio_tokens\":20,\"cache_write_tokens\":9},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":10}},\"cost\":1.5e-05}",
            "{\"type\":\"message\",\"usage\":{\"input_tokens\":4,\"cache_read_input_tokens\":9,"
                    + "\"cache_creation_input_tokens\":7,\"cache_creation\":{\"ephemeral_5m_input_tokens\":7},"
                    + "\"output_tokens\":2,\"iterations\":[{\"type\":\"compaction\",\"input_tokens\":5}]}}",
            "[{\"usageMetadata\":{\"promptTokenCount\":100,\"cachedContentTokenCount\":60,\"thoughtsTokenCount\":5,"
                    + "\"promptTokensDetails\":[{\"modality\":\"VIDEO\",\"tokenCount\":80}],\"totalTokenCount\":105}}]",
            "data: {\"type\":\"response.done\",\"response\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":1,"
                    + "\"input_token_details\":{\"cached_tokens_details\":{\"audio_tokens\":4},\"cached_tokens\":6,"
                    + "\"audio_tokens\":5}}}}\n\ndata: [DONE]\n\n",
            "[{\"metadata\":{\"usage\":{\"inputTokens\":64,\"outputTokens\":4,\"cacheWriteInputTokens\":9,"
                    + "\"cacheDetails\":[{\"ttl\":\"1h\",\"inputTokens\":2}]}}}]",
            "{\"usage\":{\"prompt_tokens\":1,\"prompt_text_tokens\":1,\"cached_prompt_text_tokens\":\"4\","
                    + "\"cost_in_usd_ticks\":\"77\",\"server_side_tools_used\":[\"SERVER_SIDE_TOOL_WEB_SEARCH\"]}}",
            "{\"usage\":{\"billed_units\":{\"input_tokens\":1,\"image_tokens\":3}},\"meta\":{\"tokens\":{}}}",
            "{\"custom_id\":\"a\",\"response\":{\"body\":{\"usage\":{\"prompt_tokens\":3,\"connector_tokens\":9,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":2,\"cache_creation\":"
                    + "{\"ephemeral_1h_input_tokens\":1}},\"reasoning_tokens\":5,\"citation_tokens\":7}}}}\n",
            "[{\"chunk\":{\"bytes\":\"eyJ1c2FnZSI6eyJpbnB1dF90b2tlbnMiOjN9fQ==\"}},{\"usage\":"
                    + "{\"total_input_tokens\":7,\"total_thought_tokens\":22,\"total_tokens\":49,"
                    + "\"input_tokens_by_modality\":[{\"modality\":\"image\",\"tokens\":2}]}}]",
            "[{\"serverContent\":{\"turnComplete\":true},\"usageMetadata\":{\"promptTokenCount\":10,"
                    + "\"responseTokenCount\":2}},{\"serverContent\":{\"turnComplete\":true},\"usageMetadata\":{}}]",
            "{\"prompt_eval_count\":1,\"eval_count\":2,\"duration\":3.5,\"task\":\"transcribe\",\"results\":[{}]}");

    private static final List<String> WORDS = List.of(
            "-1",
            "1e999999999",
            "99999999999999999999",
            "0.5",
            "null",
            "{}",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "true",
            ",",
            "9223372036854775807",
            "-9223372036854775808",
            "\"7\"",
            ":",
            "\n",
            "data: ",
            "[[[[[[[[[[[[",
            "1e12",
            "\u0000");

    @Test
    void survivesMutatedBodies() {
        Random random = new Random(SEED);

        for (int i = 0; i < BODIES; i++) {
            byte[] body = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);

            UsageReading whole = UsageReader.read(body, ResponseHints.NONE);
            UsageReading inChunks = inChunks(body, random);

            check(whole, body);
            check(inChunks, body);
        }
    }

    private static UsageReading inChunks(byte[] body, Random random) {
        UsageAccumulator accumulator = UsageReader.accumulator(ResponseHints.NONE);
        int start = 0;
        while (start < body.length) {
            int end = Math.min(body.length, start + 1 + random.nextInt(200));
            accumulator.chunk(Arrays.copyOfRange(body, start, end));
            start = end;
        }
        return accumulator.readingOrEstimate(random.nextInt(5_000));
    }

    private static void check(UsageReading reading, byte[] body) {
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            if (reading.usage().tokens(i) < 0) {
                assertThat(reading.usage().tokens(i))
                        .as("seed %d, body %s", SEED, new String(body, StandardCharsets.UTF_8))
                        .isNotNegative();
            }
        }
        if (reading.usage().inputTokens() < 0 || reading.usage().outputTokens() < 0) {
            throw new AssertionError("a sum is negative; seed " + SEED);
        }
    }

    private static byte[] mutate(String seed, Random random) {
        StringBuilder body = new StringBuilder(seed);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && body.length() > 2; i++) {
            int at = random.nextInt(body.length());
            switch (random.nextInt(6)) {
                case 0 -> body.deleteCharAt(at);
                case 1 -> body.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                case 2 -> body.setCharAt(at, (char) random.nextInt(256));
                case 3 -> body.setLength(at + 1);
                case 4 -> replaceNumber(body, at, random);
                default -> body.insert(at, body.substring(at, Math.min(body.length(), at + random.nextInt(60))));
            }
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static void replaceNumber(StringBuilder body, int from, Random random) {
        for (int i = from; i < body.length(); i++) {
            if (Character.isDigit(body.charAt(i))) {
                body.replace(i, i + 1, WORDS.get(random.nextInt(WORDS.size())));
                return;
            }
        }
    }

    @Test
    void endsSoonOnDeepAndLongBodies() {
        List<String> hostile = List.of(
                "[".repeat(100_000),
                "{\"usage\":".repeat(100_000),
                "{\"usage\":{" + "\"a\":1,".repeat(200_000) + "\"prompt_tokens\":3}}",
                "{\"usage\":{\"prompt_tokens\":" + "9".repeat(100_000) + "}}",
                "{\"" + "n".repeat(1_000_000) + "\":1}",
                "data: ".repeat(200_000),
                "\n".repeat(1_000_000));

        for (String body : hostile) {
            UsageReading reading = UsageReader.read(body);

            assertThat(reading.usage().inputTokens()).isNotNegative();
        }
    }
}
