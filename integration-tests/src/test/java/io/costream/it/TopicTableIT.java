package io.costream.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.costream.schemas.RegistryUnavailableException;
import io.costream.schemas.TopicTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicTableIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static TestKafka server;
    private static Broker broker;

    private final AtomicBoolean registryIsAway = new AtomicBoolean();
    private String topic = "";
    private TopicTable<String> table;
    private KafkaProducer<String, String> producer;

    @BeforeAll
    static void startBroker() {
        server = TestKafka.start(folder);
        broker = new Broker(server.bootstrapServers());
    }

    @AfterAll
    static void stopBroker() {
        server.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        broker.create(topic, 1);
        producer = new KafkaProducer<>(broker.keys(), new StringSerializer(), new StringSerializer());
        table = TopicTable.start(broker.keys(), topic, this::decoded);
    }

    @AfterEach
    void stop() {
        table.close();
        producer.close();
    }

    private String decoded(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        if (text.equals("broken")) {
            throw new IllegalArgumentException(text);
        }
        if (registryIsAway.get()) {
            throw new RegistryUnavailableException("away");
        }
        return text;
    }

    private void write(String key, @Nullable String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    @Test
    void holdsTheNewestValueOfEachKey() throws Exception {
        write("a", "1");
        write("b", "2");
        write("a", "3");

        table.awaitEnd(PATIENCE);

        assertThat(table.snapshot()).isEqualTo(Map.of("a", "3", "b", "2"));
        assertThat(table.get("a")).hasValue("3");
        assertThat(table.get("c")).isEmpty();
    }

    @Test
    void emptyTopicIsAtItsEndAtOnce() {
        table.awaitEnd(PATIENCE);

        assertThat(table.snapshot()).isEmpty();
        assertThat(table.isHealthy()).isTrue();
    }

    @Test
    void tombstoneRemovesItsKeyAndLeavesOldSnapshotsAlone() throws Exception {
        write("a", "1");
        table.awaitEnd(PATIENCE);
        Map<String, String> before = table.snapshot();

        write("a", null);
        table.awaitEnd(PATIENCE);

        assertThat(table.snapshot()).isEmpty();
        assertThat(before).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void abortedTransactionsAreNeverSeen() throws Exception {
        Map<String, Object> keys = new HashMap<>(broker.keys());
        keys.put("transactional.id", topic);
        try (KafkaProducer<String, String> writer =
                new KafkaProducer<>(keys, new StringSerializer(), new StringSerializer())) {
            writer.initTransactions();
            writer.beginTransaction();
            writer.send(new ProducerRecord<>(topic, "a", "committed")).get();
            writer.commitTransaction();
            writer.beginTransaction();
            writer.send(new ProducerRecord<>(topic, "a", "aborted")).get();
            writer.abortTransaction();
        }

        table.awaitEnd(PATIENCE);

        assertThat(table.snapshot()).isEqualTo(Map.of("a", "committed"));
    }

    @Test
    void tellsOfEachChange() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        table.onChange(changes::incrementAndGet);

        write("a", "1");
        table.awaitEnd(PATIENCE);

        assertThat(changes).hasValue(1);
    }

    @Test
    void unreadableValueKeepsTheOneBeforeAndIsNotHealthyUntilReplaced() throws Exception {
        write("a", "1");
        write("a", "broken");
        table.awaitEnd(PATIENCE);
        assertThat(table.get("a")).hasValue("1");
        assertThat(table.unreadable()).isEqualTo(1);
        assertThat(table.isHealthy()).isFalse();

        write("a", "2");
        table.awaitEnd(PATIENCE);

        assertThat(table.get("a")).hasValue("2");
        assertThat(table.isHealthy()).isTrue();
    }

    @Test
    void waitsForARegistryThatIsAway() throws Exception {
        registryIsAway.set(true);
        write("a", "1");
        assertThatThrownBy(() -> table.awaitEnd(Duration.ofSeconds(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining(topic);

        registryIsAway.set(false);
        table.awaitEnd(PATIENCE);

        assertThat(table.snapshot()).isEqualTo(Map.of("a", "1"));
        assertThat(table.unreadable()).isZero();
    }

    @Test
    void waitsForATopicThatIsNotThereYet() throws Exception {
        String later = topic + "-later";
        try (TopicTable<String> waiting = TopicTable.start(broker.keys(), later, this::decoded)) {
            assertThat(waiting.isHealthy()).isFalse();

            broker.create(later, 1);

            await().atMost(PATIENCE).until(waiting::isHealthy);
        }
    }
}
