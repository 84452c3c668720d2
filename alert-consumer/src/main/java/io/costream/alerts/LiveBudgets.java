package io.costream.alerts;

import io.costream.alerts.domain.Budget;
import io.costream.alerts.domain.BudgetBook;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.TopicTable;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;

/** The budgets as the topic has them now. Thread-safe. */
final class LiveBudgets implements Supplier<BudgetBook>, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TopicTable<Budget> table;
    private volatile BudgetBook book = BudgetBook.EMPTY;

    private LiveBudgets(TopicTable<Budget> table) {
        this.table = table;
    }

    /** Returns when all budgets have been read, so that none looks deleted that is not. */
    static LiveBudgets follow(Map<String, ?> consumerConfig, String topic, SchemaRegistry registry) {
        Deserializer<io.costream.avro.Budget> values =
                AvroSerde.of(io.costream.avro.Budget.class, registry).deserializer();
        LiveBudgets budgets = new LiveBudgets(TopicTable.start(
                consumerConfig, topic, bytes -> BudgetMapping.toDomain(values.deserialize(topic, bytes))));
        budgets.table.onChange(budgets::renew);
        try {
            budgets.table.awaitEnd(TIMEOUT);
            budgets.renew();
            return budgets;
        } catch (RuntimeException e) {
            budgets.close();
            throw e;
        }
    }

    /** One at a time, so that an older snapshot never replaces a newer one. */
    private synchronized void renew() {
        book = BudgetBook.of(table.snapshot().values());
    }

    @Override
    public BudgetBook get() {
        return book;
    }

    boolean isHealthy() {
        return table.isHealthy();
    }

    @Override
    public void close() {
        table.close();
    }
}
