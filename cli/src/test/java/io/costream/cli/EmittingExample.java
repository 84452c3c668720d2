package io.costream.cli;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.OngoingCall;
import io.costream.producer.usage.UsageReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** The code of the README, so that it compiles; {@link ReadmeTest} compares the two. */
final class EmittingExample {
    private EmittingExample() {}

    static CallRecorder start() {
        CallRecorder recorder = Costream.create(CostreamConfig.of(Map.of(
                "bootstrap.servers", "127.0.0.1:9092",
                "schema.registry.url", "http://127.0.0.1:8081")));
        return recorder;
    }

    static void measure(CallRecorder recorder, HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        Call template = Call.builder()
                .tenant("acme")
                .user("chris")
                .provider("openai")
                .model("gpt-4o")
                .operation("chat")
                .build();
        try (OngoingCall call = recorder.call(template).start()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            call.succeeded(UsageReader.read(response.body()));
        }
    }

    static void record(CallRecorder recorder) {
        recorder.record(Call.builder()
                .tenant("acme")
                .provider("anthropic")
                .model("claude-3.5-sonnet-20241022")
                .usage(Usage.builder()
                        .tokens(Unit.INPUT_UNCACHED, 1000)
                        .tokens(Unit.OUTPUT_TEXT, 500)
                        .build())
                .build());
    }
}
