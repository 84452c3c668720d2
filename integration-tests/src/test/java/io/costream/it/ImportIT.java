package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Importing a file counts each row once, whatever is killed in the middle of it. */
@Timeout(600)
class ImportIT {
    private static final int ROWS = 20_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int kafka = freePort();
    private final int registry = freePort();
    private final int api = freePort();

    @TempDir
    private Path folder;

    @Test
    void countsEachRowOnceWhenEverythingIsKilledInTheMiddle() throws IOException {
        Path file = Files.writeString(folder.resolve("calls.csv"), rows());
        ChildProcess first = up();
        CompletableFuture<Integer> cutOff = CompletableFuture.supplyAsync(() -> importFile(file));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> read() > 0);
        first.kill();
        int cutOffStatus = cutOff.join();

        try (ChildProcess second = up()) {
            int status = importFile(file);
            int again = importFile(file);

            assertThat(List.of(cutOffStatus, status, again)).containsExactly(3, 0, 0);
            JsonNode summary = get("/v1/report?tenant=acme&start=2023-11-16&end=2023-11-17&require=complete")
                    .path("summary");
            assertThat(summary.path("calls").asInt()).isEqualTo(ROWS);
            // 10 input tokens at 30 USD and 1 output token at 60 USD per million each.
            assertThat(summary.path("total_cost").asText()).isEqualTo("7.2");
            assertThat(get("/v1/audit").path("total").path("balanced").asBoolean())
                    .isTrue();
        }
    }

    private static String rows() {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> "2023-11-16T12:%02d:%02dZ,10,1%n".formatted(row / 60 % 60, row % 60))
                .collect(Collectors.joining("", "timestamp,input_tokens,output_tokens\n", ""));
    }

    private ChildProcess up() {
        ChildProcess process = ChildProcess.launch(
                Main.class,
                List.of(
                        "up",
                        "--data",
                        folder.resolve("data").toString(),
                        "--kafka-port",
                        Integer.toString(kafka),
                        "--registry-port",
                        Integer.toString(registry),
                        "--api-port",
                        Integer.toString(api)));
        process.awaitLine("Costream is ready");
        return process;
    }

    private int importFile(Path file) {
        CommandLine command = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()));
        return command.execute(
                "import",
                file.toString(),
                "--format",
                "csv",
                "--set",
                "tenant=acme",
                "--set",
                "provider=openai",
                "--set",
                "model=gpt-4",
                "--bootstrap",
                "127.0.0.1:" + kafka,
                "--registry",
                "http://127.0.0.1:" + registry,
                "--url",
                "http://127.0.0.1:" + api);
    }

    private long read() {
        return get("/v1/audit").path("total").path("read").asLong();
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + path))
                    .build();
            return new ObjectMapper()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
