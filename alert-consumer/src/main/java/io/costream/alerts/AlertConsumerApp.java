package io.costream.alerts;

import io.costream.alerts.ledger.ConsumerLedgerScanner;
import io.costream.alerts.ledger.LedgerReader;
import io.costream.alerts.topology.AlertParts;
import io.costream.alerts.topology.AlertStreams;
import io.costream.avro.Alert;
import io.costream.avro.BudgetStatuses;
import io.costream.schemas.AvroDeserializer;
import io.costream.schemas.HttpSchemaRegistry;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import io.costream.schemas.TopicsAdmin;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Watches budgets over the ledger: reads topic budgets, follows priced-calls and adjustments, writes budget-status and
 * alerts. Instances with the same application id share the work. Thread-safe.
 */
public final class AlertConsumerApp implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final LiveBudgets budgets;
    private final ConsumerLedgerScanner scanner;
    private final AlertStreams streams;
    private volatile boolean closed;

    /** What the application is doing. */
    public enum State {
        /** It is getting its partitions, or reading its state back. */
        STARTING,
        RUNNING,
        /** It has stopped by itself; the log says why. */
        FAILED,
        CLOSED
    }

    private AlertConsumerApp(LiveBudgets budgets, ConsumerLedgerScanner scanner, AlertStreams streams) {
        this.budgets = budgets;
        this.scanner = scanner;
        this.streams = streams;
    }

    /**
     * Makes sure of the topics, reads the budgets and starts; returns while the partitions are being assigned.
     *
     * @throws org.apache.kafka.common.KafkaException where the brokers or the registry cannot be reached, or a topic is
     *     not as it must be
     */
    public static AlertConsumerApp start(AlertConfig config) {
        Topics topics = config.topics();
        try (Admin admin = Admin.create(config.clients())) {
            TopicsAdmin.createOrVerify(admin, topics, config.replicationFactor());
        }
        SchemaRegistry registry = HttpSchemaRegistry.of(config.registry());
        registry.register(topics.alerts() + "-value", Alert.getClassSchema());
        registry.register(topics.budgetStatus() + "-value", BudgetStatuses.getClassSchema());

        LiveBudgets budgets = LiveBudgets.follow(config.clients(), topics.budgets(), registry);
        LedgerReader ledger = new LedgerReader(deserializer(config));
        ConsumerLedgerScanner scanner = new ConsumerLedgerScanner(config.clients(), ledger);
        AlertParts parts = new AlertParts(topics, registry, ledger, scanner, budgets, config.interval());
        return new AlertConsumerApp(budgets, scanner, AlertStreams.start(parts, config.streams()));
    }

    private static Deserializer<SpecificRecord> deserializer(AlertConfig config) {
        AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();
        deserializer.configure(Map.copyOf(config.registry()), false);
        return deserializer;
    }

    public State state() {
        if (closed) {
            return State.CLOSED;
        }
        if (streams.failure().isPresent() || !streams.isAlive()) {
            return State.FAILED;
        }
        return streams.isRunning() ? State.RUNNING : State.STARTING;
    }

    /** Whether it runs and knows every budget as it is now. */
    public boolean healthy() {
        return state() == State.RUNNING && budgets.isHealthy();
    }

    /** Stops; waits for at most so long for what is under way. */
    public void close(Duration timeout) {
        closed = true;
        streams.close(timeout);
        scanner.close();
        budgets.close();
    }

    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }
}
