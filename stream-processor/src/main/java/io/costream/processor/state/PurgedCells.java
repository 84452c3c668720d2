package io.costream.processor.state;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.PurgeHorizon;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Removes the cells of purged windows, some with each write-back, so that no commit takes long however many there are.
 * Where it stands is not stored: a task that begins anew goes through the cells from the start. For the stream thread
 * alone.
 */
final class PurgedCells {
    /** Records looked at with each write-back: some milliseconds' worth. */
    private static final int AT_ONCE = 10_000;

    private final Function<String, Calendar> calendars;
    private final int atOnce;
    private PurgeHorizon target = PurgeHorizon.NONE;
    private @Nullable Bytes next;

    PurgedCells(Function<String, Calendar> calendars) {
        this(calendars, AT_ONCE);
    }

    PurgedCells(Function<String, Calendar> calendars, int atOnce) {
        this.calendars = calendars;
        this.atOnce = atOnce;
    }

    /** The keys of the purged records among the next ones; notes in the progress when there are none left. */
    List<Bytes> remove(Progress progress, KeyValueStore<Bytes, byte[]> store) {
        if (!progress.hasToRemove()) {
            return List.of();
        }
        List<Bytes> removals = new ArrayList<>();
        if (next == null) {
            // A pass is over one horizon: what the next one purges may stand where this pass has been already.
            target = progress.horizon();
            next = StoredCells.FIRST_CELL;
        }
        try (KeyValueIterator<Bytes, byte[]> cells = store.range(next, null)) {
            for (int seen = 0; seen < atOnce && cells.hasNext(); seen++) {
                Bytes key = cells.next().key;
                if (isPurged(CellKey.fromBytes(key.get()))) {
                    removals.add(key);
                }
            }
            next = cells.hasNext() ? cells.peekNextKey() : null;
        }
        if (next == null) {
            progress.removedTo(target);
        }
        return removals;
    }

    private boolean isPurged(CellKey key) {
        return target.purges(calendars.apply(key.tenant()).window(key.kind(), key.startMicros()));
    }

    /** Begins again at the next write-back. */
    void forget() {
        next = null;
    }
}
