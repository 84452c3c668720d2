package io.costream.processor.query;

import io.costream.processor.state.CellScan;
import io.costream.processor.state.CellSnapshot;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.PartitionCells;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * The cells of the partitions that this instance counts, and those of which it has a copy. Whether a store can be
 * answered from is the store's own knowledge: Kafka Streams hands out stores that are being restored, and none at all
 * while anything moves.
 */
public final class LocalCells implements CellSource, CellSnapshots {
    private final KafkaStreams streams;
    private final int partitions;

    public LocalCells(KafkaStreams streams, int partitions) {
        this.streams = streams;
        this.partitions = partitions;
    }

    @Override
    public List<PartitionCells> scan(List<CellScan> scans) {
        return IntStream.range(0, partitions)
                .boxed()
                .flatMap(partition -> ask(partition, store -> store.scan(scans)))
                .toList();
    }

    @Override
    public List<PartitionCells> scanCopies(List<CellScan> scans, Set<Integer> wanted) {
        return wanted.stream()
                .flatMap(partition -> ask(partition, store -> store.scan(scans).or(() -> store.scanCopy(scans))))
                .toList();
    }

    @Override
    public Optional<CellSnapshot> snapshot(int partition) {
        return ask(partition, CellStore::snapshot).findFirst();
    }

    /** What the store of a partition answers; nothing where there is none, or none that can be asked. */
    private <T> Stream<T> ask(int partition, Function<CellStore, Optional<T>> question) {
        try {
            CellStore store = streams.store(StoreQueryParameters.fromNameAndType(CellStore.NAME, new OnePartition())
                    .withPartition(partition)
                    .enableStaleStores());
            return question.apply(store).stream();
        } catch (InvalidStateStoreException | IllegalStateException e) {
            // Starting, moving or closing: nothing can be read here now, and the answer will say so.
            return Stream.empty();
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
