package io.costream.alerts.topology;

import io.costream.avro.Alert;
import io.costream.avro.BudgetStatuses;
import io.costream.schemas.AvroSerde;
import io.costream.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The graph: the ledger is summed per partition, the sums meet at whoever watches the budget, and what it comes to goes
 * to budget-status and alerts. The names are part of the stored state: another name is a migration.
 */
public final class AlertTopology implements Supplier<Topology> {
    /** What a partition of the ledger remembers. */
    public static final String LEDGER_STORE = "ledger-sums";
    /** What the watchers remember. */
    public static final String WATCH_STORE = "budget-watches";

    private static final String PARTIALS = "partials";

    private final AlertParts parts;
    private final Map<String, ?> streamsConfig;

    /** @param streamsConfig of the application; the graph depends on its naming rule alone */
    public AlertTopology(AlertParts parts, Map<String, ?> streamsConfig) {
        this.parts = parts;
        this.streamsConfig = Map.copyOf(streamsConfig);
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(streamsConfig)));
        builder.addStateStore(store(LEDGER_STORE));
        builder.addStateStore(store(WATCH_STORE));
        Topics topics = parts.topics();
        KStream<String, Message> partials = builder.stream(
                        List.of(topics.pricedCalls(), topics.adjustments()),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("ledger"))
                .process(() -> new LedgerProcessor(parts), Named.as("sum-partition"), LEDGER_STORE)
                .repartition(Repartitioned.<String, Message>as(PARTIALS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(MessageSerde.create())
                        .withNumberOfPartitions(topics.partitions())
                        .withStreamPartitioner(new Placement()));
        KStream<String, Notice> notices =
                partials.process(() -> new WatchProcessor(parts), Named.as("watch-budgets"), WATCH_STORE);
        notices.filter((key, notice) -> !(notice instanceof Notice.Raised), Named.as("standings"))
                .mapValues(AlertTopology::statuses, Named.as("statuses"))
                .to(
                        topics.budgetStatus(),
                        Produced.with(Serdes.String(), serde(BudgetStatuses.class))
                                .withName("budget-status"));
        notices.filter((key, notice) -> notice instanceof Notice.Raised, Named.as("raised"))
                .mapValues(notice -> ((Notice.Raised) notice).alert(), Named.as("alert-values"))
                .to(
                        topics.alerts(),
                        Produced.with(Serdes.String(), serde(Alert.class)).withName("alerts"));
        return builder.build();
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    /** Nothing for what has ended: the tombstone that removes it from the topic. */
    private static @Nullable BudgetStatuses statuses(Notice notice) {
        return notice instanceof Notice.Standing standing ? standing.statuses() : null;
    }

    private <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        return AvroSerde.of(type, parts.registry());
    }
}
