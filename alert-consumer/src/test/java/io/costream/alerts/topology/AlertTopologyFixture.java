package io.costream.alerts.topology;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.BudgetBook;
import io.costream.alerts.domain.Spend;
import io.costream.alerts.domain.SumKey;
import io.costream.alerts.ledger.LedgerReader;
import io.costream.alerts.ledger.LedgerScan;
import io.costream.alerts.ledger.LedgerScanner;
import io.costream.avro.Adjustment;
import io.costream.avro.Alert;
import io.costream.avro.BudgetStatus;
import io.costream.avro.BudgetStatuses;
import io.costream.avro.PricedCall;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.InMemorySchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology in one partition without a broker, on a clock that the test moves. */
final class AlertTopologyFixture implements AutoCloseable {
    static final Topics TOPICS = Topics.withPrefix("").partitions(1);
    static final Duration INTERVAL = Duration.ofMillis(200);

    private final SchemaRegistry registry = new InMemorySchemaRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> pricedCalls;
    private final TestInputTopic<byte[], byte[]> adjustments;
    private final TestOutputTopic<String, Alert> alerts;
    private final TestOutputTopic<String, BudgetStatuses> statuses;
    private final Map<String, BudgetStatuses> standings = new HashMap<>();
    private BudgetBook book = BudgetBook.EMPTY;
    final FakeScanner scanner = new FakeScanner();

    AlertTopologyFixture(Path stateFolder, String now) {
        AlertParts parts = new AlertParts(
                TOPICS, registry, new LedgerReader(new ByTopic(registry)), scanner, () -> book, INTERVAL);
        Properties config = new Properties();
        config.putAll(config(stateFolder));
        driver = new TopologyTestDriver(topology(parts, stateFolder), config, Instant.parse(now));
        pricedCalls = input(TOPICS.pricedCalls());
        adjustments = input(TOPICS.adjustments());
        alerts = driver.createOutputTopic(
                TOPICS.alerts(),
                new StringDeserializer(),
                AvroSerde.of(Alert.class, registry).deserializer());
        statuses = driver.createOutputTopic(
                TOPICS.budgetStatus(),
                new StringDeserializer(),
                AvroSerde.of(BudgetStatuses.class, registry).deserializer());
    }

    static Topology topology(AlertParts parts, Path stateFolder) {
        return new AlertTopology(parts, config(stateFolder)).get();
    }

    static Map<String, Object> config(Path stateFolder) {
        return Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "alerts-test",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "unused:1",
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true,
                StreamsConfig.STATE_DIR_CONFIG,
                stateFolder.toString());
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void apply(Budget... budgets) {
        book = BudgetBook.of(List.of(budgets));
        pass(INTERVAL);
    }

    void post(PricedCall call) {
        byte[] bytes = AvroSerde.of(PricedCall.class, registry).serializer().serialize(TOPICS.pricedCalls(), call);
        pricedCalls.pipeInput(new byte[0], bytes);
    }

    void post(Adjustment adjustment) {
        byte[] bytes =
                AvroSerde.of(Adjustment.class, registry).serializer().serialize(TOPICS.adjustments(), adjustment);
        adjustments.pipeInput(new byte[0], bytes);
    }

    void postGarbage() {
        pricedCalls.pipeInput(new byte[0], new byte[] {7});
    }

    /** Lets the clock go on in steps, so that what one report causes is reported by the next. */
    void pass(Duration duration) {
        for (Duration left = duration; left.compareTo(Duration.ZERO) > 0; left = left.minus(INTERVAL)) {
            driver.advanceWallClockTime(INTERVAL);
        }
        driver.advanceWallClockTime(INTERVAL);
    }

    /** Jumps without the steps between. */
    void jump(Duration duration) {
        driver.advanceWallClockTime(duration);
        pass(INTERVAL);
    }

    /** Alerts since the last call, after whatever is due has been reported. */
    List<Alert> alerts() {
        pass(INTERVAL);
        return alerts.readValuesToList();
    }

    List<String> alertIds() {
        return alerts().stream().map(Alert::getId).toList();
    }

    /** Where the budget and value stands; null where the topic has nothing. */
    BudgetStatuses standing(String key) {
        pass(INTERVAL);
        for (KeyValue<String, BudgetStatuses> entry : statuses.readKeyValuesToList()) {
            standings.put(entry.key, entry.value);
        }
        return standings.get(key);
    }

    BudgetStatus onlyWindow(String key) {
        BudgetStatuses standing = standing(key);
        return standing.getWindows().get(0);
    }

    @Override
    public void close() {
        driver.close();
    }

    /** Postings carry no type here but that of their topic. */
    private record ByTopic(SchemaRegistry registry) implements Deserializer<SpecificRecord> {
        @Override
        public SpecificRecord deserialize(String topic, byte[] bytes) {
            Class<? extends SpecificRecord> type =
                    topic.equals(TOPICS.pricedCalls()) ? PricedCall.class : Adjustment.class;
            return AvroSerde.of(type, registry).deserializer().deserialize(topic, bytes);
        }
    }

    /** Answers when the test says so. */
    static final class FakeScanner implements LedgerScanner {
        final List<LedgerScan> asked = new ArrayList<>();
        private final List<CompletableFuture<Map<SumKey, BigDecimal>>> open = new ArrayList<>();

        @Override
        public CompletableFuture<Map<SumKey, BigDecimal>> scan(LedgerScan scan) {
            asked.add(scan);
            CompletableFuture<Map<SumKey, BigDecimal>> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        }

        /** The past had one spend. */
        void answer(int scan, Spend spend) {
            Map<SumKey, BigDecimal> found = new HashMap<>();
            asked.get(scan).meters().forEach(meter -> found.put(meter.keyOf(spend), spend.amount()));
            open.get(scan).complete(found);
        }
    }
}
