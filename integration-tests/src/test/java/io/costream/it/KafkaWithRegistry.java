package io.costream.it;

import io.costream.avro.Call;
import io.costream.cli.embedded.EmbeddedBroker;
import io.costream.cli.registry.RegistryServer;
import io.costream.schemas.AvroDeserializer;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A broker and a registry in this process, started once for all tests of a class: each test has topics of its own, told
 * apart by their prefix. Both can be stopped; the broker starts again at its port.
 */
final class KafkaWithRegistry implements AutoCloseable {
    private final Path folder;
    private final int port;
    private EmbeddedBroker broker;
    private RegistryServer registry;
    private boolean brokerStopped;
    private boolean registryStopped;

    KafkaWithRegistry(Path folder) {
        this.folder = folder;
        this.broker = EmbeddedBroker.start(folder, 0);
        this.port = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
        this.registry = RegistryServer.start(broker.bootstrapServers(), 0);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Where to find both, as every part of Costream is told. */
    Map<String, String> keys(String topicPrefix) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "schema.registry.url",
                registry.url(),
                "topic.prefix",
                topicPrefix));
    }

    /** Makes the topics of a test, with both running again, whatever the test before did to them. */
    void create(Topics topics) {
        startBroker();
        if (registryStopped) {
            registry = RegistryServer.start(bootstrapServers(), 0);
            registryStopped = false;
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            TopicsAdmin.createOrVerify(admin, topics, (short) 1);
        }
    }

    void stopBroker() {
        broker.close();
        brokerStopped = true;
    }

    void stopRegistry() {
        registry.close();
        registryStopped = true;
    }

    /** Starts a broker that was stopped. */
    void startBroker() {
        if (brokerStopped) {
            broker = EmbeddedBroker.start(folder, port);
            brokerStopped = false;
        }
    }

    /** Reads every event that is in the topic of calls by now. */
    void read(Topics topics, Consumer<ConsumerRecord<String, Call>> reader) {
        AvroDeserializer<Call> values = AvroSerde.of(
                        Call.class, HttpSchemaRegistry.of(Map.of("schema.registry.url", registry.url())))
                .deserializer();
        try (KafkaConsumer<String, Call> consumer =
                new KafkaConsumer<>(new Broker(bootstrapServers()).keys(), new StringDeserializer(), values)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topics.calls()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(reader);
            }
        }
    }

    /** What tells the calls in the topic apart, whatever was sent twice. */
    Set<String> identities(Topics topics) {
        Set<String> identities = new HashSet<>();
        read(topics, event -> {
            Call call = event.value();
            identities.add(call.getProducerId() + "/" + event.key() + "/" + call.getSequence());
        });
        return identities;
    }

    @Override
    public void close() {
        if (!registryStopped) {
            registry.close();
        }
        if (!brokerStopped) {
            broker.close();
        }
    }
}
