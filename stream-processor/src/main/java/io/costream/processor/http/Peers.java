package io.costream.processor.http;

import io.costream.processor.query.CellSource;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances of the application, as Kafka Streams knows them now. Safe for use by many threads. */
public final class Peers implements Supplier<List<CellSource>> {
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
