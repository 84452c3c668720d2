package io.costream.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.processor.ProcessorApp;
import io.costream.processor.ProcessorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A stream processor in a process of its own. */
final class ProcessorProcess implements AutoCloseable {
    private static final String READY = "processor listens on ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ChildProcess process;
    private final String url;

    private ProcessorProcess(ChildProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one; returns when its API listens. */
    static ProcessorProcess start(Map<String, String> config) {
        List<String> arguments = config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        ChildProcess process = ChildProcess.launch(ProcessorProcess.class, arguments);
        return new ProcessorProcess(process, process.awaitLine(READY).substring(READY.length()));
    }

    /** What the API answers, whatever the status. */
    JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> config = new HashMap<>();
        for (String argument : args) {
            String[] parts = argument.split("=", 2);
            config.put(parts[0], parts[1]);
        }
        ProcessorApp app = ProcessorApp.start(ProcessorConfig.of(config));
        System.out.println(READY + app.url());
        new CountDownLatch(1).await();
    }
}
