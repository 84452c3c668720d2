package io.costream.processor.http;

import io.costream.processor.query.CellSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances of the application, as Kafka Streams knows them now. Safe for use by many threads. */
public final class Peers implements Supplier<List<CellSource>> {
    /** How long an instance may take to begin its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final KafkaStreams streams;
    private final HostInfo self;
    private final String token;

    public Peers(KafkaStreams streams, HostInfo self, String token) {
        this.streams = streams;
        this.self = self;
        this.token = token;
    }

    /** Who counts a partition of the topic, as far as this instance has been told. */
    Optional<HostInfo> owner(TopicPartition partition) {
        return streams.metadataForAllStreamsClients().stream()
                .filter(metadata -> metadata.topicPartitions().contains(partition))
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(HostInfo.unavailable()))
                .findFirst();
    }

    boolean isSelf(HostInfo host) {
        return host.equals(self);
    }

    /** Passes on what another instance answers; how it failed where that is no success. */
    HttpResponse<InputStream> ask(HostInfo host, String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + host.host() + ":" + host.port() + path))
                .timeout(PATIENCE);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public List<CellSource> get() {
        return hosts().map(host -> (CellSource) new PeerCells(client, host.host(), host.port(), token))
                .toList();
    }

    /** Which prices the others use. */
    List<PeerPrices> prices() {
        return hosts().map(host -> new PeerPrices(client, host, token)).toList();
    }

    private Stream<HostInfo> hosts() {
        return streams.metadataForAllStreamsClients().stream()
                .map(metadata -> metadata.hostInfo())
                .filter(host -> !host.equals(self) && !host.equals(HostInfo.unavailable()))
                .distinct();
    }
}
