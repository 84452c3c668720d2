package io.costream.processor.http;

import io.costream.processor.query.CellSource;
import io.costream.processor.state.CellScan;
import io.costream.processor.state.PartitionCells;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * The cells of another instance. One that does not answer within the timeout owns nothing for the question, and the
 * answer names what is missing. Safe for use by many threads.
 */
final class PeerCells implements CellSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final URI uri;
    private final String token;

    PeerCells(HttpClient client, String host, int port, String token) {
        this.client = client;
        this.uri = URI.create("http://" + host + ":" + port + PeerRoutes.CELLS);
        this.token = token;
    }

    @Override
    public List<PartitionCells> scan(List<CellScan> scans) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(CellExchange.writeQuestion(scans)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? CellExchange.readAnswer(response.body()) : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
