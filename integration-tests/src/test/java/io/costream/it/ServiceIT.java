package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.ModelPrices;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.pricing.catalogue.CatalogueJson;
import io.costream.producer.Call;
import io.costream.producer.CallRecorder;
import io.costream.producer.CallSession;
import io.costream.producer.Costream;
import io.costream.producer.CostreamConfig;
import io.costream.producer.InMemoryCallMetrics;
import io.costream.producer.PriceSubscription;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a service has of the producer library beside emitting: prices, starts without a registry, its own end. */
@Timeout(180)
class ServiceIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path kafkaFolder;

    private static KafkaWithRegistry kafka;

    @TempDir
    private Path folder;

    private final InMemoryCallMetrics metrics = new InMemoryCallMetrics();
    private final String prefix = UUID.randomUUID() + ".";
    private final Topics topics = Topics.withPrefix(prefix).partitions(1);

    @BeforeAll
    static void start() {
        kafka = new KafkaWithRegistry(kafkaFolder);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void createTopics() {
        kafka.create(topics);
    }

    private Map<String, String> keys() {
        Map<String, String> keys = kafka.keys(prefix);
        keys.put("spool.dir", folder.resolve("spool").toString());
        return keys;
    }

    private void publish(String model) {
        var prices = BuiltinCatalogue.load().stream()
                .filter(candidate -> candidate.key().equals(model))
                .findFirst()
                .orElseThrow();
        ModelPrices record =
                new ModelPrices(prices.provider(), prices.model(), prices.revision(), CatalogueJson.write(prices));
        byte[] value = AvroSerde.of(ModelPrices.class, HttpSchemaRegistry.of(Map.copyOf(keys())))
                .serializer()
                .serialize(topics.prices(), record);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                new Broker(kafka.bootstrapServers()).keys(), new StringSerializer(), new ByteArraySerializer())) {
            // Closing the producer waits for it.
            var unused = producer.send(new ProducerRecord<>(topics.prices(), model, value));
        }
    }

    private long events() {
        TopicPartition partition = new TopicPartition(topics.calls(), 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                new Broker(kafka.bootstrapServers()).keys(), new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    @Test
    void knowsWhatACallCostsOncePricesArePublished() {
        CostreamConfig config = CostreamConfig.of(keys());
        Call call = Call.builder()
                .provider("openai")
                .model("gpt-4")
                .usage(Usage.builder().tokens(Unit.INPUT_UNCACHED, 1000).build())
                .build();
        try (PriceSubscription prices = PriceSubscription.start(config);
                CallRecorder recorder = Costream.create(config, metrics)) {
            CallSession session = CallSession.start(recorder, prices);
            session.record(call);
            publish("openai/gpt-4");

            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> prices.awaitPrices(Duration.ofSeconds(1))
                            && !prices.get().models().isEmpty());
            session.record(call);

            assertThat(session.total().unpricedCalls()).isEqualTo(1);
            assertThat(session.cost().orElseThrow().total().toBigDecimal()).isEqualByComparingTo("0.03");
        }
    }

    @Test
    void startsWhileTheRegistryIsAwayOnceItHasAnswered() {
        Map<String, String> keys = keys();
        try (CallRecorder first = Costream.create(CostreamConfig.of(keys), metrics)) {
            first.record(Call.builder().model("m").build());
            assertThat(first.flush(SOON)).isTrue();
        }
        kafka.stopRegistry();

        try (CallRecorder second = Costream.create(CostreamConfig.of(keys), metrics)) {
            second.record(Call.builder().model("m").build());
            assertThat(second.flush(SOON)).isTrue();
        }

        assertThat(metrics.sentCalls()).isEqualTo(2);
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void sendsWhatIsLeftWhenTheServiceEndsWithoutClosing() {
        try (ChildProcess service =
                ChildProcess.launch(EndingService.class, ChildProcess.arguments(kafka.keys(prefix)))) {
            service.awaitLine(EndingService.RECORDED);

            Awaitility.await().atMost(SOON).until(() -> events() == EndingService.CALLS);
        }
    }

    /** Records and ends at once: without a hook, what is queued would be lost with its daemon thread. */
    static final class EndingService {
        static final String RECORDED = "recorded";
        static final int CALLS = 100;

        private EndingService() {}

        public static void main(String[] args) {
            Map<String, String> keys = ChildProcess.config(args);
            keys.put("close.on.shutdown", "true");
            CallRecorder recorder = Costream.create(CostreamConfig.of(keys));
            for (int i = 0; i < CALLS; i++) {
                recorder.record(Call.builder().model("m").build());
            }
            System.out.println(RECORDED);
        }
    }
}
