package io.costream.processor.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.processor.query.CellSource;
import io.costream.processor.state.CellScan;
import io.costream.processor.state.PartitionCells;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Another instance. One that does not answer within the timeout owns nothing for a question about cells, and the answer
 * names what is missing. Safe for use by many threads.
 */
final class Peer implements CellSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** How long an instance may take to begin a long answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    private interface Reading<T, R> {
        R read(T body) throws IOException;
    }

    private final HttpClient client;
    private final HostInfo host;
    private final String token;

    Peer(HttpClient client, HostInfo host, String token) {
        this.client = client;
        this.host = host;
        this.token = token;
    }

    /** Where the instance is, as {@code host:port}. */
    String address() {
        return host.host() + ":" + host.port();
    }

    @Override
    public List<PartitionCells> scan(List<CellScan> scans) {
        return scan(PeerRoutes.CELLS, scans);
    }

    @Override
    public List<PartitionCells> scanCopies(List<CellScan> scans, Set<Integer> partitions) {
        String wanted = partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
        return scan(PeerRoutes.COPIES + "?" + PeerRoutes.PARTITIONS + "=" + wanted, scans);
    }

    private List<PartitionCells> scan(String path, List<CellScan> scans) {
        HttpRequest.Builder question = request(path)
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(CellExchange.writeQuestion(scans)));
        return answer(question, BodyHandlers.ofByteArray(), CellExchange::readAnswer)
                .orElse(List.of());
    }

    /** The revision of the price book in use there; empty where the instance does not answer in time. */
    OptionalLong priceRevision() {
        return answer(request(PeerRoutes.REVISION).timeout(TIMEOUT), BodyHandlers.ofString(), Long::parseLong)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** A run as the instance knows it; empty where it does not, or does not answer in time. */
    Optional<JsonNode> repricing(String run) {
        String path = PeerRoutes.REPRICINGS + URLEncoder.encode(run, StandardCharsets.UTF_8);
        return answer(request(path).timeout(TIMEOUT), BodyHandlers.ofString(), JSON::readTree);
    }

    /** How far partitions are that are being restored there, in words. */
    Map<Integer, String> restoring() {
        Map<Integer, String> states = new HashMap<>();
        answer(request(PeerRoutes.RESTORES).timeout(TIMEOUT), BodyHandlers.ofString(), JSON::readTree)
                .ifPresent(json -> json.properties()
                        .forEach(partition -> states.put(
                                Integer.valueOf(partition.getKey()),
                                partition.getValue().asText())));
        return states;
    }

    /** Passes on what the instance answers; how it failed where that is no success. */
    HttpResponse<InputStream> ask(String path) throws IOException {
        return send(request(path).timeout(PATIENCE), BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address() + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T, R> Optional<R> answer(HttpRequest.Builder request, BodyHandler<T> body, Reading<T, R> reading) {
        try {
            HttpResponse<T> response = send(request, body);
            return response.statusCode() == 200 ? Optional.of(reading.read(response.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) throws IOException {
        try {
            return client.send(request.build(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
