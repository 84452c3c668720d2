package io.costream.processor.http;

import io.costream.processor.query.CellSource;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
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
        return clients().stream()
                .filter(metadata -> metadata.topicPartitions().contains(partition))
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(HostInfo.unavailable()))
                .findFirst();
    }

    boolean isSelf(HostInfo host) {
        return host.equals(self);
    }

    /** The instance at an address. */
    Peer at(HostInfo host) {
        return new Peer(client, host, token);
    }

    /** All of them. */
    List<Peer> all() {
        return hosts().map(this::at).toList();
    }

    @Override
    public List<CellSource> get() {
        return List.copyOf(all());
    }

    /** All that are known; none while Kafka Streams is not running, so that what is missing is named and no error. */
    private Collection<StreamsMetadata> clients() {
        try {
            return streams.metadataForAllStreamsClients();
        } catch (IllegalStateException e) {
            return List.of();
        }
    }

    private Stream<HostInfo> hosts() {
        return clients().stream()
                .map(metadata -> metadata.hostInfo())
                .filter(host -> !host.equals(self) && !host.equals(HostInfo.unavailable()))
                .distinct();
    }
}
