package io.costream.processor.query;

import io.costream.processor.state.CellScan;
import io.costream.processor.state.CellSnapshot;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.PartitionCells;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** The cells of the partitions that this instance counts. A partition that is being restored is not among them. */
public final class LocalCells implements CellSource, CellSnapshots {
    private final KafkaStreams streams;

    public LocalCells(KafkaStreams streams) {
        this.streams = streams;
    }

    @Override
    public List<PartitionCells> scan(List<CellScan> scans) {
        try {
            return stores().stream().map(store -> store.scan(scans)).toList();
        } catch (InvalidStateStoreException | IllegalStateException e) {
            // Starting, rebalancing or closing: this instance owns nothing now, and the answer will say so.
            return List.of();
        }
    }

    @Override
    public Optional<CellSnapshot> snapshot(int partition) {
        try {
            return stores().stream()
                    .filter(store -> store.partition() == partition)
                    .findFirst()
                    .map(CellStore::snapshot);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private List<CellStore> stores() {
        return streams.store(StoreQueryParameters.fromNameAndType(CellStore.NAME, new AllPartitions()));
    }

    private static final class AllPartitions implements QueryableStoreType<List<CellStore>> {
        @Override
        public boolean accepts(StateStore store) {
            return store instanceof CellStore;
        }

        @Override
        public List<CellStore> create(StateStoreProvider provider, String storeName) {
            return provider.stores(storeName, new OnePartition());
        }
    }

    private static final class OnePartition implements QueryableStoreType<CellStore> {
        @Override
        public boolean accepts(StateStore store) {
            return store instanceof CellStore;
        }

        @Override
        public CellStore create(StateStoreProvider provider, String storeName) {
            return provider.stores(storeName, this).get(0);
        }
    }
}
