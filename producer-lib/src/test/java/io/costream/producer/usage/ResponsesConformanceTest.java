package io.costream.producer.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.costream.pricing.PriceBook;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recorded answers of providers, held against a reference; docs/usage-decisions.md says where we differ and why. */
class ResponsesConformanceTest {
    private static final Set<String> DECIDED_OTHERWISE = Set.of(
            "anthropic-messages-s-f31a7411",
            "azure-realtime_transcription-n-6271df53",
            "google-chat_completions-n-bde5f2ab",
            "google-live-n-38dda40e",
            "google-live-n-4024106d",
            "openrouter-chat_completions-n-ce093434",
            "openrouter-chat_completions-s-10d08fc4",
            "xai-xai_sdk-n-244f2e01");

    private Path file;

    @BeforeEach
    void findRows() {
        String folder = System.getProperty("costream.conformance", "");
        assumeTrue(!folder.isBlank(), "costream.conformance is not set: recorded responses are not checked");
        file = Path.of(folder, "responses", "responses.jsonl");
    }

    @Test
    void readsWhatTheReferenceReads() throws IOException {
        List<String> differences = new ArrayList<>();

        for (String line : Files.readAllLines(file)) {
            differences.addAll(differences(line));
        }

        assertThat(differences).isEmpty();
    }

    @Test
    void answersEveryRow() throws IOException {
        UsageCases cases = new UsageCases(PriceBook.EMPTY, Instant.EPOCH);

        for (String line : Files.readAllLines(file)) {
            assertThat(cases.answer(line)).startsWith("{\"id\":").doesNotContain("\n");
        }
    }

    @Test
    void readsAmazonsBinaryStreamsAsTheirDecodedEvents() throws IOException {
        List<String> rows = Files.readAllLines(file).stream()
                .filter(line -> line.contains("\"raw_base64\""))
                .toList();

        for (String line : rows) {
            UsageCase row;
            try (JsonParser parser = EventReader.JSON.createParser(line)) {
                parser.nextToken();
                row = UsageCase.read(parser);
            }
            UsageReading reading = UsageReader.read(
                    Base64.getDecoder().decode(row.text("raw_base64")),
                    ResponseHints.ofUrl(row.text("url_host") + row.text("url_path")));
            assertThat(reading.usage())
                    .as(row.text("id"))
                    .isEqualTo(row.reading().usage());
            assertThat(reading.flags()).isEmpty();
        }
        assertThat(rows).isNotEmpty();
    }

    private static List<String> differences(String line) throws IOException {
        UsageCase row;
        RawUsage expected;
        try (JsonParser parser = EventReader.JSON.createParser(line)) {
            parser.nextToken();
            row = UsageCase.read(parser);
            expected = expected(line);
        }
        String id = row.text("id");
        Usage usage = row.reading().usage();
        if (DECIDED_OTHERWISE.contains(id)) {
            return List.of();
        }
        if (!expected.has("input_tokens") && !expected.has("output_tokens")) {
            return usage.isEmpty() ? List.of() : List.of(id + " is billable: " + usage);
        }
        List<String> differences = new ArrayList<>();
        compare(id, "input_tokens", expected, usage.inputTokens(), differences);
        compare(id, "output_tokens", expected, usage.outputTokens(), differences);
        compare(id, "cache_read_tokens", expected, sum(usage, "_cache_read"), differences);
        compare(id, "cache_write_tokens", expected, sum(usage, "_cache_write"), differences);
        compare(id, "input_audio_tokens", expected, sum(usage, "input_audio"), differences);
        compare(id, "input_image_tokens", expected, sum(usage, "input_image"), differences);
        compare(id, "input_video_tokens", expected, sum(usage, "input_video"), differences);
        compare(id, "output_audio_tokens", expected, usage.tokens(Unit.OUTPUT_AUDIO), differences);
        compare(id, "output_image_tokens", expected, usage.tokens(Unit.OUTPUT_IMAGE), differences);
        compare(id, "output_reasoning_tokens", expected, usage.tokens(Unit.OUTPUT_REASONING), differences);
        return differences;
    }

    private static long sum(Usage usage, String part) {
        long sum = 0;
        for (int i = 0; i < Unit.TOKEN_UNITS; i++) {
            sum += Unit.known(i).name().contains(part) ? usage.tokens(i) : 0;
        }
        return sum;
    }

    private static void compare(String id, String name, RawUsage expected, long actual, List<String> differences) {
        long count = expected.count(name);
        if (count != RawUsage.ABSENT && count != actual) {
            differences.add(id + ": " + name + " is " + actual + " instead of " + count);
        }
    }

    /** The reference's usage of a row. */
    private static RawUsage expected(String line) throws IOException {
        try (JsonParser parser = EventReader.JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("oracle")) {
                    return RawUsage.read(parser).object("usage");
                }
                parser.skipChildren();
            }
        }
        throw new IllegalStateException("a row has no reference");
    }
}
