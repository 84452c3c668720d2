package io.costream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Call;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.producer.CostreamConfig;
import io.costream.schemas.AvroDeserializer;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example in use: a question over HTTP, a provider over HTTP, and the call's event in Kafka. */
@Timeout(120)
class ChatServiceTest {
    private static final Topics TOPICS =
            Topics.withPrefix(Topics.DEFAULT_PREFIX).partitions(1);

    @TempDir
    private Path folder;

    @Test
    void emitsTheCallsThatItMakes() throws Exception {
        List<Call> events;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
                RegistryServer registry = RegistryServer.start(broker.bootstrapServers(), 0)) {
            Map<String, String> keys =
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url());
            try (Admin admin = Admin.create(Map.copyOf(keys))) {
                TopicsAdmin.createOrVerify(admin, TOPICS, (short) 1);
            }
            try (StubProvider provider = StubProvider.start();
                    ChatService service = ChatService.start(provider.url(), CostreamConfig.of(keys))) {
                assertThat(ask(service.url())).isEqualTo(200);
                provider.stop();
                assertThat(ask(service.url())).isEqualTo(502);
            }
            events = read(keys, 2);
        }

        assertThat(events.get(0).getUser()).isEqualTo("chris");
        assertThat(events.get(0).getModel()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(events.get(0).getInputUncached()).isEqualTo(800);
        assertThat(events.get(0).getInputCacheRead()).isEqualTo(200);
        assertThat(events.get(0).getOutputText()).isEqualTo(500);
        assertThat(events.get(1).getOutcome().name()).isEqualTo("ERROR");
    }

    @Test
    void needsAboutTenStatementsOfCostream() throws IOException {
        Path source = Path.of("src/main/java/io/costream/examples/ChatService.java");
        long lines = Files.readAllLines(source).stream()
                .filter(line -> line.endsWith("// Costream"))
                .count();

        assertThat(lines).isLessThanOrEqualTo(12);
    }

    private static int ask(URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("X-User", "chris")
                .POST(HttpRequest.BodyPublishers.ofString("What is the answer?"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static List<Call> read(Map<String, String> keys, int number) {
        AvroDeserializer<Call> values = new AvroDeserializer<>();
        values.configure(keys, false);
        List<Call> calls = new ArrayList<>();
        TopicPartition partition = new TopicPartition(TOPICS.calls(), 0);
        try (KafkaConsumer<String, Call> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", String.valueOf(keys.get("bootstrap.servers"))),
                new StringDeserializer(),
                values)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (calls.size() < number) {
                consumer.poll(Duration.ofMillis(100)).forEach(event -> calls.add(event.value()));
            }
        }
        return calls;
    }
}
