package io.costream.cli.kafka;

import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.Connection;
import io.costream.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes clients of the Kafka that a command was pointed at. */
public final class KafkaAccess {
    private static final int TIMEOUT_MILLIS = 8_000;
    /** So that what a killed command left open holds readers back for no longer than this. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private final Connection connection;

    public KafkaAccess(Connection connection) {
        this.connection = connection;
    }

    public Topics topics() {
        return connection.topics();
    }

    public Connection connection() {
        return connection;
    }

    /** Fails with words where Kafka does not answer or a topic is missing. */
    public void require(Collection<String> topics) {
        Set<String> known = topicNames();
        List<String> missing =
                topics.stream().filter(topic -> !known.contains(topic)).toList();
        if (!missing.isEmpty()) {
            throw CommandFailure.unreachable("Kafka at " + connection.bootstrap() + " has no topic " + missing.get(0)
                    + "; start Costream there first, or see --topic-prefix");
        }
    }

    /** Whether there is such a topic. */
    public boolean has(String topic) {
        return topicNames().contains(topic);
    }

    private Set<String> topicNames() {
        try (Admin admin = client(() -> Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.bootstrap(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS / 2)))) {
            return admin.listTopics().names().get();
        } catch (ExecutionException failure) {
            throw unreachable(failure.getCause() == null ? failure : failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** The topics with as many partitions as the ledger has here. */
    public Topics ledgerTopics() {
        try (Consumer<String, byte[]> consumer = consumer()) {
            return topics().partitions(consumer.partitionsFor(topics().calls()).size());
        } catch (KafkaException failure) {
            throw unreachable(failure);
        }
    }

    /** One writer at a time has this id: what an earlier one has left open is aborted first. */
    public Producer<String, byte[]> transactionalProducer(String transactionalId) {
        Map<String, Object> keys = producerKeys();
        keys.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        keys.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        Producer<String, byte[]> producer = client(() -> new KafkaProducer<>(keys));
        try {
            producer.initTransactions();
            return producer;
        } catch (KafkaException failure) {
            producer.close(Duration.ZERO);
            throw unreachable(failure);
        }
    }

    public Producer<String, byte[]> producer() {
        return client(() -> new KafkaProducer<>(producerKeys()));
    }

    private Map<String, Object> producerKeys() {
        Map<String, Object> keys = new HashMap<>();
        keys.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrap());
        keys.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        keys.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        keys.put(ProducerConfig.ACKS_CONFIG, "all");
        keys.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        keys.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        keys.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        keys.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2);
        keys.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        keys.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        return keys;
    }

    /** Reads what is committed, from where it is told to. */
    public Consumer<String, byte[]> consumer() {
        return consumer("read_committed");
    }

    /** Knows where logs end, whatever is still open in them. */
    public Consumer<String, byte[]> uncommittedConsumer() {
        return consumer("read_uncommitted");
    }

    private Consumer<String, byte[]> consumer(String isolation) {
        return client(() -> new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.bootstrap(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50)));
    }

    private <T> T client(Supplier<T> create) {
        try {
            return create.get();
        } catch (ConfigException wrong) {
            throw CommandFailure.wrongUsage(
                    "--bootstrap is " + connection.bootstrap() + ", but HOST:PORT is expected", wrong);
        } catch (KafkaException failure) {
            if (failure.getCause() instanceof ConfigException) {
                throw CommandFailure.wrongUsage(
                        "--bootstrap is " + connection.bootstrap() + ", but a known HOST:PORT is expected", failure);
            }
            throw unreachable(failure);
        }
    }

    /** The failure of a client, in words. */
    public CommandFailure unreachable(Throwable failure) {
        return CommandFailure.unreachable(
                "Kafka at " + connection.bootstrap()
                        + " does not answer; start Costream with 'costream up', or name its address with --bootstrap",
                failure);
    }
}
