package io.costream.processor.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.streams.state.HostInfo;

/** Which prices another instance uses. Safe for use by many threads. */
final class PeerPrices {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final HostInfo host;
    private final String token;

    PeerPrices(HttpClient client, HostInfo host, String token) {
        this.client = client;
        this.host = host;
        this.token = token;
    }

    /** Where the instance is, as {@code host:port}. */
    String address() {
        return host.host() + ":" + host.port();
    }

    /** The revision of the book in use there; empty where the instance does not answer in time. */
    OptionalLong revision() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address() + PeerRoutes.REVISION))
                .timeout(TIMEOUT);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? OptionalLong.of(Long.parseLong(answer.body())) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }
}
