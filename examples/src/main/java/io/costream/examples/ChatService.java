package io.costream.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.usage.UsageReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A service like many: {@code POST /ask} with a question, the user in the header {@code X-User}; it asks a provider and
 * hands the answer on. The lines marked with {@code Costream} are all that emitting its calls takes.
 */
public final class ChatService implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI provider;
    private final HttpServer server;
    private final CallRecorder recorder; // Costream

    private ChatService(URI provider, CostreamConfig costream, HttpServer server) {
        this.provider = provider;
        this.server = server;
        this.recorder = Costream.create(costream); // Costream
    }

    /** Starts on a free port of the loopback address. */
    public static ChatService start(URI provider, CostreamConfig costream) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ChatService service = new ChatService(provider, costream, server);
        server.setExecutor(Executors.newFixedThreadPool(8, task -> {
            Thread thread = new Thread(task, "chat-service");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/ask", service::ask);
        server.start();
        return service;
    }

    private void ask(HttpExchange exchange) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String user = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-User"))
                .orElse("");
        try {
            respond(exchange, 200, complete(user, question));
        } catch (IOException failure) {
            respond(exchange, 502, "the provider cannot be reached");
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            respond(exchange, 503, "the service is stopping");
        }
    }

    private String complete(String user, String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(provider)
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
        Call template = Call.builder() // Costream
                .tenant("acme") // Costream
                .user(user) // Costream
                .provider("openai") // Costream
                .model("gpt-4o") // Costream
                .operation("chat") // Costream
                .build(); // Costream
        try (var call = recorder.call(template).start()) { // Costream
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            call.succeeded(UsageReader.read(response.body())); // Costream
            return response.body();
        }
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ask");
    }

    @Override
    public void close() {
        server.stop(0);
        recorder.close(); // Costream
    }

    /** Runs the service against a stub of a provider; {@code COSTREAM_BOOTSTRAP_SERVERS} and so on say where Kafka is. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (StubProvider stub = StubProvider.start();
                ChatService service = ChatService.start(stub.url(), CostreamConfig.fromEnvironment())) {
            System.out.println("curl -d 'a question' -H 'X-User: chris' " + service.url());
            Thread.currentThread().join();
        }
    }
}
