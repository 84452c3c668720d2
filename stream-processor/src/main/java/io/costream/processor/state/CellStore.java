package io.costream.processor.state;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.PackFormat;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollups;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one partition of calls, and how far it has been counted. Both are written back together, so that what is
 * read is the state at exactly the offset it names. The stream thread owns the objects; {@link #scan}, {@link #scanCopy}
 * and {@link #snapshot} are for any thread.
 */
public final class CellStore extends WriteBackStore {
    public static final String NAME = "cells";
    /** How many cells stay in memory between commits. */
    public static final int DEFAULT_MOST_LIVE = 100_000;

    /** One of so many is for cells of hours and sessions: these are most of those that begin, but are done with soon. */
    private static final int BRIEF_SHARE = 4;

    /** How many of the records that a task begins with are learned with each commit: some milliseconds' worth. */
    private static final int LEARNED_AT_ONCE = 10_000;

    private final LiveObjects<LivePack> packs;
    private final PendingCalls pending;
    private final StoredKeys keys = new StoredKeys();
    private final PackFormat format = new PackFormat();
    private final Batch batch = new Batch();
    private final Rollups rollups;
    private final PurgedCells purged;
    private final Clock clock;
    private Optional<Progress> progress = Optional.empty();
    private @Nullable WriteBackMark mark;
    private boolean begun;
    /** Append time of the newest record that was processed. */
    private long newestMillis;

    private long writtenBackMillis;
    private boolean uncommitted;
    /** Whether the store has been restored to its end and its task counts; guarded by the lock of reading. */
    private volatile boolean counting;

    private volatile int partition;

    private CellStore(
            Map<String, String> changelog,
            Rollups rollups,
            Function<String, Calendar> calendars,
            int mostLive,
            Clock clock) {
        super(NAME, changelog);
        this.purged = new PurgedCells(calendars);
        this.rollups = rollups;
        this.clock = clock;
        pending = new PendingCalls(this);
        packs = new LiveObjects<>(mostLive, mostLive / BRIEF_SHARE, this::storedPack);
    }

    /**
     * Builds a store.
     *
     * @param rollups which totals are kept: those that a store has been begun with
     * @param calendars which the windows of a tenant follow
     */
    public static StoreBuilder<CellStore> builder(Rollups rollups, Function<String, Calendar> calendars, int mostLive) {
        return new WriteBackStoreBuilder<>(
                        NAME, changelog -> new CellStore(changelog, rollups, calendars, mostLive, Clock.systemUTC()))
                .withLoggingEnabled(StoredCells.CHANGELOG);
    }

    /** Which totals are kept. */
    public Rollups rollups() {
        return rollups;
    }

    /** The written form of the rollups that the cells were begun with; empty before they are begun. */
    public Optional<String> begunRollups() {
        return begun ? Optional.of(rollups.text()) : StoredForm.rollups(this::stored);
    }

    /** Whether the cells that are stored, if there are any, can be read. */
    public boolean isOfThisForm() {
        return begun || progress().isEmpty() || StoredForm.isThis(this::stored);
    }

    /** The cells of a record; until the next write-back they are these. */
    public LivePack pack(KeyBuffer key) {
        return packs.get(key);
    }

    /** The cells of the first so many records, no two of them the same. */
    public void packs(KeyBuffer[] keys, int count, LivePack[] into) {
        packs.get(keys, count, into);
    }

    /**
     * Adds to the cell of a live pack, which cannot fail where it has room; the change is stored with the next commit.
     *
     * @param place as the pack told; below 0 begins a cell, for which a pack must not be full
     * @param values of all dimensions, for a cell that begins
     */
    public void add(LivePack to, int place, String[] values, Cell addend) {
        if (place < 0) {
            to.cells.begin(values, addend);
        } else {
            to.cells.add(place, addend);
        }
        packs.changed(to);
    }

    /** Adds a call as {@link Cell#copyRow} has copied it to the cell of these values, which has room or begins in this pack. */
    void add(LivePack to, String[] values, long[] from, int at) {
        int place = to.find(values);
        if (place < 0) {
            to.cells.begin(values, from, at);
        } else {
            to.cells.add(place, from, at);
        }
        packs.changed(to);
    }

    /** Adds a sum of calls to the one cell of a record, which begins with it if need be. */
    void addSum(LivePack to, Cell sum) {
        to.cells.addSum(sum);
        packs.changed(to);
    }

    /** Calls that are counted, but still to be added to cells. */
    public PendingCalls pending() {
        return pending;
    }

    /** Finds cells of a rollup. */
    public RollupCells cellsOf(Rollups.Kept kept) {
        return new RollupCells(this, kept);
    }

    private LivePack storedPack(byte[] key, long hash) {
        return new LivePack(key, hash, keys.mayHold(hash) ? stored(Bytes.wrap(key)) : null);
    }

    /** How far this partition has been counted; empty before its first call. */
    public Optional<Progress> progress() {
        if (progress.isEmpty()) {
            progress = Optional.ofNullable(stored(StoredCells.PROGRESS)).map(Progress::fromBytes);
        }
        return progress;
    }

    /** Begins to count a partition. */
    public Progress begin(Progress first) {
        progress = Optional.of(first);
        begun = true;
        return first;
    }

    /** A record was processed, which the next commit holds. */
    public void processed(long appendMillis) {
        newestMillis = appendMillis;
        uncommitted = true;
    }

    /** Whether records were processed since the last write-back. */
    public boolean isUncommitted() {
        return uncommitted;
    }

    /** When the record was appended that was processed last, in milliseconds since 1970; 0 before the first. */
    public long newestMillis() {
        return newestMillis;
    }

    /** When cells were written back last, in milliseconds since 1970; 0 where they never were. */
    public long writtenBackMillis() {
        return writtenBackMillis;
    }

    /** From now on the cells can be read: everything that was ever written back is in them. */
    public void beginCounting() {
        counting = true;
    }

    /** What was written back last, for any thread; empty where this instance does not count the partition now. */
    public Optional<PartitionCells> scan(List<CellScan> scans) {
        return read(below -> counting ? Optional.of(cellsIn(below).scan(scans)) : Optional.empty());
    }

    /**
     * What the instance that counts the partition wrote back some time ago, for any thread; empty where this copy of it
     * is in the middle of another write-back, or too old to be known to be whole.
     */
    public Optional<PartitionCells> scanCopy(List<CellScan> scans) {
        return read(below -> counting ? Optional.empty() : cellsIn(below).scanCopy(scans, clock.instant()));
    }

    /**
     * All cells as they were written back last, for any thread; read while counting goes on. Empty where this instance
     * does not count the partition now. The caller closes it.
     */
    public Optional<CellSnapshot> snapshot() {
        // The iterator sees the store as it is at this moment; only opening it has to keep out a write-back.
        return read(below -> counting ? Optional.of(snapshot(cellsIn(below))) : Optional.empty());
    }

    private CellSnapshot snapshot(StoredCells cells) {
        return new CellSnapshot(partition, rollups, cells.progress(), cells.all());
    }

    private StoredCells cellsIn(KeyValueStore<Bytes, byte[]> below) {
        return new StoredCells(partition, below);
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
        if (progress.isEmpty()) {
            return;
        }
        Progress counted = progress.get();
        pending.settle();
        WriteBackMark written = nextMark();
        batch.add(written.front(), below);
        packs.writeBack(live -> {
            if (live.becomesStored()) {
                keys.add(live.hash);
            }
            batch.add(Bytes.wrap(live.key), format.write(live.cells), below);
        });
        // Behind what has just been written: of a window that was purged since, nothing is written any more.
        batch.putInto(below);
        for (Bytes removed : purged.remove(counted, below)) {
            packs.drop(removed.get());
            batch.add(removed, null, below);
        }
        batch.add(StoredCells.entry(counted), below);
        if (begun) {
            StoredForm.entries(rollups).forEach(entry -> batch.add(entry, below));
            begun = false;
        }
        batch.add(written.back(), below);
        batch.putInto(below);
        writtenBackMillis = clock.millis();
        uncommitted = false;
        // Calls are counted, so that nothing but this object writes to the store any more.
        keys.learn(below, LEARNED_AT_ONCE);
    }

    private WriteBackMark nextMark() {
        WriteBackMark last = mark == null ? WriteBackMark.ended(this::stored).orElse(WriteBackMark.NONE) : mark;
        WriteBackMark next = last.next(clock.instant());
        mark = next;
        return next;
    }

    @Override
    void forget() {
        counting = false;
        purged.forget();
        packs.clear();
        pending.forget();
        // Of a write-back that failed in the middle, whose transaction is rolled back.
        batch.clear();
        keys.forget();
        progress = Optional.empty();
        mark = null;
        begun = false;
        newestMillis = 0;
        writtenBackMillis = 0;
        uncommitted = false;
    }
}
