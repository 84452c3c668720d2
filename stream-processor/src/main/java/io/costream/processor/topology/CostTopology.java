package io.costream.processor.topology;

import io.costream.processor.state.CellStore;
import io.costream.processor.state.SequenceStore;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What happens to a call, in one sub-topology: everything about a record key is done in one task and one transaction.
 *
 * <pre>
 * calls ─► count (admit, price, roll up) ─► priced-calls
 *            └────────────────────────────► rejected-calls
 * adjustments ─► adjust ─► priced-calls (barriers only)
 * </pre>
 *
 * <p>Both steps share what has been counted ({@value CellStore#NAME}). {@code count} knows whose calls are known already
 * ({@value SequenceStore#NAME}, {@value #CALL_IDS}), and keeps what has to wait ({@value #HELD}); what
 * {@code adjust} cannot do yet waits in {@value #HELD_ADJUSTMENTS}. An output goes to the partition of its input, since
 * its key is the input's and the numbers of partitions are equal.
 */
public final class CostTopology implements Supplier<Topology> {
    /** Ids of calls whose producers do not count, with the time they came. */
    static final String CALL_IDS = "call-ids";
    /** Records that cannot go on yet, in order. */
    static final String HELD = "held";
    /** Adjustments and barriers that cannot go on yet, in order. */
    static final String HELD_ADJUSTMENTS = "held-adjustments";

    static final String COUNT = "count";
    static final String ADJUST = "adjust";
    static final String PRICED_CALLS = "priced-calls";
    static final String REJECTED_CALLS = "rejected-calls";

    private final Topics topics;
    private final PostingSchemas schemas;
    private final SchemaRegistry registry;
    private final Reference reference;
    private final SourceTopic calls;
    private final CostSettings settings;

    /**
     * A topology; {@link #get} builds it anew each time.
     *
     * @param registry asked by the steps for schemas they do not know yet: it must answer or give up within a second
     */
    public CostTopology(
            Topics topics,
            PostingSchemas schemas,
            SchemaRegistry registry,
            Reference reference,
            SourceTopic calls,
            CostSettings settings) {
        this.topics = topics;
        this.schemas = schemas;
        this.registry = registry;
        this.reference = reference;
        this.calls = calls;
        this.settings = settings;
    }

    @Override
    public Topology get() {
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        ByteArraySerializer write = new ByteArraySerializer();
        return new Topology()
                .addSource("calls", read, read, topics.calls())
                .addSource("adjustments", read, read, topics.adjustments())
                .addProcessor(COUNT, () -> new CountStep(registry, schemas, calls, reference, settings), "calls")
                .addProcessor(
                        ADJUST, () -> new AdjustStep(registry, topics.adjustments(), calls, reference), "adjustments")
                .addStateStore(keyValueStore(CALL_IDS), COUNT)
                .addStateStore(keyValueStore(HELD), COUNT)
                .addStateStore(keyValueStore(HELD_ADJUSTMENTS), ADJUST)
                .addStateStore(SequenceStore.builder(), COUNT)
                .addStateStore(
                        CellStore.builder(settings.rollups(), reference::calendar, settings.mostLiveCells()),
                        COUNT,
                        ADJUST)
                .addSink(PRICED_CALLS, topics.pricedCalls(), write, write, COUNT, ADJUST)
                .addSink(REJECTED_CALLS, topics.rejectedCalls(), write, write, COUNT);
    }

    private static StoreBuilder<KeyValueStore<byte[], byte[]>> keyValueStore(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingDisabled();
    }
}
