package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollups;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one partition of calls, and how far it has been counted. Both are written back together, so that what is
 * read is the state at exactly the offset it names. The stream thread owns the objects; {@link #scan} is for any
 * thread.
 */
public final class CellStore extends WriteBackStore {
    public static final String NAME = "cells";
    /** How many cells stay in memory between commits. */
    public static final int DEFAULT_MOST_LIVE = 100_000;

    /** Sorts before every cell, since no tenant's name begins with the character 0. */
    private static final Bytes PROGRESS_KEY = Bytes.wrap(new byte[] {0});

    private static final Bytes ROLLUPS_KEY = Bytes.wrap(new byte[] {0, 1});

    private static final Bytes FIRST_CELL = Bytes.wrap(new byte[] {1});

    /** Cells put into the store below at once. */
    private static final int BATCH = 1_000;

    private final LiveObjects<Cell> cells;
    private final CellFormat format = new CellFormat();
    private final List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>(BATCH);
    private final Rollups rollups;
    private @Nullable Progress progress;
    private boolean begun;
    private volatile int partition;

    private CellStore(Map<String, String> changelog, Rollups rollups, int mostLive) {
        super(NAME, changelog);
        this.rollups = rollups;
        cells = new LiveObjects<>(mostLive, this::stored, CellFormat::read, Cell::new);
    }

    /**
     * Builds a store.
     *
     * @param rollups which totals are kept: those that a store has been begun with
     */
    public static StoreBuilder<CellStore> builder(Rollups rollups, int mostLive) {
        return new WriteBackStoreBuilder<>(NAME, changelog -> new CellStore(changelog, rollups, mostLive));
    }

    /** Which totals are kept. */
    public Rollups rollups() {
        return rollups;
    }

    /** The written form of the rollups that the cells were begun with; empty before they are begun. */
    public Optional<String> begunRollups() {
        if (begun) {
            return Optional.of(rollups.text());
        }
        return Optional.ofNullable(stored(ROLLUPS_KEY)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** A handle on a cell, valid while it is live. */
    public CellHandle cell(byte[] key) {
        return new CellHandle(cells.entry(Bytes.wrap(key)));
    }

    /** A cell that can be added to; the change is stored with the next commit. */
    public final class CellHandle {
        private final LiveObjects.Entry<Cell> entry;

        private CellHandle(LiveObjects.Entry<Cell> entry) {
            this.entry = entry;
        }

        /** Whether the store still has this object; if not, the cell is asked for anew. */
        public boolean isLive() {
            return entry.isLive();
        }

        public boolean hasRoomFor(Cell addend) {
            return entry.value.hasRoomFor(addend);
        }

        /** Cannot fail where {@link #hasRoomFor} holds. */
        public void add(Cell addend) {
            entry.value.add(addend);
            cells.changed(entry);
        }
    }

    /** How far this partition has been counted; empty before its first call. */
    public Optional<Progress> progress() {
        if (progress == null) {
            byte[] bytes = stored(PROGRESS_KEY);
            progress = bytes == null ? null : Progress.fromBytes(bytes);
        }
        return Optional.ofNullable(progress);
    }

    /** Begins to count a partition. */
    public Progress begin(Progress first) {
        progress = first;
        begun = true;
        return first;
    }

    /** What was written back last, for any thread. */
    public PartitionCells scan(List<CellScan> scans) {
        return read(below -> {
            byte[] bytes = below.get(PROGRESS_KEY);
            List<Map<CellKey, Cell>> found = new ArrayList<>();
            for (CellScan scan : scans) {
                Map<CellKey, Cell> cells = new LinkedHashMap<>();
                scan.readInto(cells, below);
                found.add(cells);
            }
            return new PartitionCells(partition, Optional.ofNullable(bytes).map(Progress::fromBytes), found);
        });
    }

    /** All cells as they were written back last, for any thread; read while counting goes on. The caller closes it. */
    public CellSnapshot snapshot() {
        // The iterator sees the store as it is at this moment; only opening it has to keep out a write-back.
        return read(below -> new CellSnapshot(
                partition,
                rollups,
                Optional.ofNullable(below.get(PROGRESS_KEY)).map(Progress::fromBytes),
                below.range(FIRST_CELL, null)));
    }

    /** The partition of calls whose cells these are. */
    public int partition() {
        return partition;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        partition = context.taskId().partition();
        super.init(context, root);
    }

    @Override
    void writeBack(KeyValueStore<Bytes, byte[]> below) {
        cells.writeBack((key, cell) -> {
            batch.add(KeyValue.pair(key, format.write(cell)));
            if (batch.size() == BATCH) {
                putBatch(below);
            }
        });
        if (progress != null) {
            batch.add(KeyValue.pair(PROGRESS_KEY, progress.toBytes()));
        }
        if (begun) {
            batch.add(KeyValue.pair(ROLLUPS_KEY, rollups.text().getBytes(StandardCharsets.UTF_8)));
            begun = false;
        }
        putBatch(below);
    }

    private void putBatch(KeyValueStore<Bytes, byte[]> below) {
        below.putAll(batch);
        batch.clear();
    }

    @Override
    void forget() {
        cells.clear();
        progress = null;
        begun = false;
    }
}
