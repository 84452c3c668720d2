package io.costream.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UsageCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** Counts of a stream are cumulative: the output at the start is replaced, not added to. */
    @Test
    void explainsAStreamedResponse() throws IOException {
        String stream = file("stream.txt", """
                event: message_start
                data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"claude-3-opus-20240229","usage":{"input_tokens":1000,"cache_read_input_tokens":500,"output_tokens":1}}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":200}}

                event: message_stop
                data: {"type":"message_stop"}
                """);

        int status = run("usage", stream);

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("claude-3-opus-20240229")
                .containsPattern("input_uncached +1000")
                .containsPattern("input_cache_read +500")
                .containsPattern("output_text +200")
                .containsPattern("input in total +1500")
                // 1,000 at 15 USD per million, 500 at 1.5 and 200 at 75.
                .containsPattern("cost +\\$0\\.03075");
    }

    @Test
    void saysThatAnErrorCostsNothing() throws IOException {
        String error = file(
                "error.json",
                "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}");

        int status = run("usage", error, "--provider=openai");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Nothing to bill");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        int status = run("usage", folder.resolve("absent.json").toString());

        assertThat(status).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("absent.json");
    }

    @Test
    void asksForOneOfFileAndCases() {
        int status = run("usage");

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("--cases");
    }
}
