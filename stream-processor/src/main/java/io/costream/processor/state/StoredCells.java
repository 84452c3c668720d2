package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The cells of a partition in their stored form, with how far they have been counted. Not thread-safe. */
final class StoredCells {
    /** A copy that was written longer ago than this is not answered from. */
    static final Duration OLDEST_COPY = Duration.ofMinutes(5);

    /**
     * How long the changelog keeps every record after it was appended. A copy is read from the changelog; where a record was
     * compacted away for the sake of a later one that the copy has not read yet, the copy would lack both. Twice as long
     * as a copy may be old: by the rest, clocks may differ.
     */
    static final Map<String, String> CHANGELOG = Map.of(
            "min.compaction.lag.ms",
            Long.toString(OLDEST_COPY.multipliedBy(2).toMillis()),
            "message.timestamp.type",
            "LogAppendTime");

    /** Sorts before every cell, since no tenant's name begins with the character 0. */
    static final Bytes PROGRESS = Bytes.wrap(new byte[] {0});

    static final Bytes FIRST_CELL = Bytes.wrap(new byte[] {1});

    private final int partition;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

    StoredCells(int partition, ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        this.partition = partition;
        this.store = store;
    }

    static KeyValue<Bytes, byte[]> entry(Progress progress) {
        return KeyValue.pair(PROGRESS, progress.toBytes());
    }

    /** Empty before the partition's first call. */
    Optional<Progress> progress() {
        return Optional.ofNullable(store.get(PROGRESS)).map(Progress::fromBytes);
    }

    /** Each cell by itself, by key. */
    KeyValueIterator<Bytes, byte[]> all() {
        return new UnpackedCells(store.range(FIRST_CELL, null));
    }

    /** What was written back last. */
    PartitionCells scan(List<CellScan> scans) {
        return scan(scans, Optional.empty());
    }

    /**
     * What was written back last by the one who counts the partition, of which this store is a copy that more may be added to
     * at any time. Empty where the copy is in the middle of a write-back, or too old to be known to be whole.
     */
    Optional<PartitionCells> scanCopy(List<CellScan> scans, Instant now) {
        Optional<WriteBackMark> whole = WriteBackMark.ended(store::get);
        Optional<Duration> age = whole.map(mark -> mark.age(now));
        if (age.isEmpty() || age.get().compareTo(OLDEST_COPY) > 0) {
            return Optional.empty();
        }
        PartitionCells found = scan(scans, age);
        // Changes are added in their order, behind the front mark of their write-back: where it has not come, none has.
        return WriteBackMark.begun(store::get).equals(whole) ? Optional.of(found) : Optional.empty();
    }

    private PartitionCells scan(List<CellScan> scans, Optional<Duration> behind) {
        Optional<Progress> progress = progress();
        List<Map<CellKey, Cell>> found = new ArrayList<>();
        for (CellScan scan : scans) {
            Map<CellKey, Cell> cells = new LinkedHashMap<>();
            scan.readInto(cells, store);
            found.add(cells);
        }
        return new PartitionCells(partition, progress, behind, found);
    }
}
