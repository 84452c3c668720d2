package io.costream.producer.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Unit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come in pieces, cut anywhere. */
class BodyInChunksTest {
    private static UsageReading read(byte[] body, int size) {
        UsageAccumulator accumulator = UsageReader.accumulator(ResponseHints.NONE);
        for (int i = 0; i < body.length; i += size) {
            accumulator.chunk(Arrays.copyOfRange(body, i, Math.min(body.length, i + size)));
        }
        return accumulator.reading();
    }

    /** A message of Amazon's event stream, with the headers that Bedrock sends. */
    private static byte[] awsMessage(String type, String payload) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, ":event-type", type);
        header(headers, ":message-type", "event");
        byte[] json = payload.getBytes(UTF_8);
        byte[] bytes = new byte[16 + headers.size() + json.length];
        ByteBuffer message = ByteBuffer.wrap(bytes);
        message.putInt(bytes.length).putInt(headers.size()).putInt(checksum(bytes, 8));
        message.put(headers.toByteArray()).put(json).putInt(checksum(bytes, bytes.length - 4));
        return bytes;
    }

    private static void header(ByteArrayOutputStream headers, String name, String value) {
        headers.write(name.length());
        headers.writeBytes(name.getBytes(UTF_8));
        headers.write(7);
        headers.write(0);
        headers.write(value.length());
        headers.writeBytes(value.getBytes(UTF_8));
    }

    private static int checksum(byte[] message, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(message, 0, length);
        return (int) checksum.getValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 100_000})
    void readsAPrettyPrintedDocument(int size) {
        String body = """
                {
                  "model": "gpt-4o", "choices": [ {"message": {"content": "a \\"quote\\" and } and ] and \\\\"}} ],
                  "usage": {
                    "prompt_tokens": 3,
                    "completion_tokens": 4
                  }
                }
                """;

        UsageReading reading = read(body.getBytes(UTF_8), size);

        assertThat(reading.usage().inputTokens()).isEqualTo(3);
        assertThat(reading.usage().outputTokens()).isEqualTo(4);
        assertThat(reading.model()).hasValue("gpt-4o");
        assertThat(reading.flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 100_000})
    void readsTheListThatGeminiStreams(int size) {
        String body = "[{\"usageMetadata\": {\"promptTokenCount\": 10, \"candidatesTokenCount\": 1}}\n,\r\n"
                + "{\"usageMetadata\": {\"promptTokenCount\": 10, \"candidatesTokenCount\": 9}}\n]";

        UsageReading reading = read(body.getBytes(UTF_8), size);

        assertThat(reading.usage().inputTokens()).isEqualTo(10);
        assertThat(reading.usage().outputTokens()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100_000})
    void readsAmazonsBinaryEventStream(int size) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(awsMessage("messageStart", "{\"role\":\"assistant\"}"));
        body.writeBytes(awsMessage("contentBlockDelta", "{\"delta\":{\"text\":\"hello\"}}"));
        body.writeBytes(awsMessage("metadata", "{\"usage\":{\"inputTokens\":36,\"outputTokens\":73}}"));

        UsageReading reading = read(body.toByteArray(), size);

        assertThat(reading.usage().inputTokens()).isEqualTo(36);
        assertThat(reading.usage().outputTokens()).isEqualTo(73);
        assertThat(reading.dialect()).isEqualTo(Dialect.BEDROCK_CONVERSE);
        assertThat(reading.flags()).isEmpty();
    }

    @Test
    void saysThatABinaryStreamIsBroken() {
        byte[] message = awsMessage("metadata", "{\"usage\":{\"inputTokens\":36,\"outputTokens\":73}}");
        byte[] changed = message.clone();
        changed[2]++;

        UsageReading cut = read(Arrays.copyOf(message, message.length - 5), 7);
        UsageReading wrong = read(changed, 7);

        assertThat(cut.flags()).containsExactly(UsageReading.INCOMPLETE_BODY);
        assertThat(wrong.flags()).containsExactly(UsageReading.INCOMPLETE_BODY);
    }

    @Test
    void keepsNeitherImagesNorEmbeddingsWhileTheyPassBy() {
        byte[] image = ("{\"data\":[{\"b64_json\":\"" + "A".repeat(100_000) + "\\\\u00e9\",\"embedding\":[0.25"
                        + ",0.125".repeat(50_000) + "]}],\"usage\":")
                .getBytes(UTF_8);
        UsageAccumulator accumulator = UsageReader.accumulator(ResponseHints.NONE);

        accumulator.chunk("[".getBytes(UTF_8));
        for (int i = 0; i < 100; i++) {
            accumulator.chunk(image);
            accumulator.chunk("{\"input_tokens\":5,\"output_tokens\":7}},".getBytes(UTF_8));
        }
        UsageReading reading = accumulator.reading();

        assertThat(reading.usage().inputTokens()).isEqualTo(5);
        assertThat(reading.flags()).isEmpty();
    }

    @Test
    void readsTheSameHoweverABodyIsCut() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("aé\\n\\u20ac\\\"{}[]".charAt(random.nextInt(13)));
        }
        String content = text.toString().replaceAll("\\\\(?!\\\\)", "/").replace("\"", "'");
        byte[] body = ("{\"choices\":[{\"message\":{\"content\":\"" + content.repeat(6)
                        + "\"}}],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":9}}")
                .getBytes(UTF_8);

        for (int size = 1; size < 5_000; size = size * 3 + random.nextInt(3)) {
            UsageReading reading = read(body, size);

            assertThat(reading.usage().tokens(Unit.INPUT_UNCACHED))
                    .as("size " + size)
                    .isEqualTo(8);
            assertThat(reading.flags()).as("size " + size).isEmpty();
        }
    }
}
