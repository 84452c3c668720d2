package io.costream.it;

import io.costream.cli.embedded.EmbeddedBroker;
import java.nio.file.Path;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The Kafka of a test: a broker in this process, or with {@code -Dcostream.kafka=docker} a container, for which a Docker
 * engine must run. Tests that stop a broker and start it again on its folder take {@link EmbeddedBroker} itself.
 *
 * @param bootstrapServers where clients connect
 */
record TestKafka(String bootstrapServers, Runnable stop) implements AutoCloseable {
    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

    /** Returns when it serves. */
    static TestKafka start(Path folder) {
        String kind = System.getProperty("costream.kafka", "embedded");
        return switch (kind) {
            case "embedded" -> embedded(folder);
            case "docker" -> container();
            default ->
                throw new IllegalArgumentException(
                        "costream.kafka is " + kind + ", but embedded or docker is expected");
        };
    }

    private static TestKafka embedded(Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        return new TestKafka(broker.bootstrapServers(), broker::close);
    }

    private static TestKafka container() {
        KafkaContainer container = new KafkaContainer(IMAGE);
        container.start();
        return new TestKafka(container.getBootstrapServers(), container::stop);
    }

    @Override
    public void close() {
        stop.run();
    }
}
