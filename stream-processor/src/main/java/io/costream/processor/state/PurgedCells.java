package io.costream.processor.state;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.PurgeHorizon;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
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

    /** Adds a removal for each purged record among the next ones, and notes in the progress when there are none left. */
    void remove(Progress progress, KeyValueStore<Bytes, byte[]> store, List<KeyValue<Bytes, byte[]>> removals) {
        if (!progress.hasToRemove()) {
            return;
        }
        if (next == null) {
            // A pass is over one horizon: what the next one purges may stand where this pass has been already.
            target = progress.horizon();
            next = StoredCells.FIRST_CELL;
        }
        try (KeyValueIterator<Bytes, byte[]> cells = store.range(next, null)) {
            for (int seen = 0; seen < atOnce && cells.hasNext(); seen++) {
                Bytes key = cells.next().key;
                if (isPurged(CellKey.fromBytes(key.get()))) {
                    removals.add(KeyValue.pair(key, null));
                }
            }
            next = cells.hasNext() ? cells.peekNextKey() : null;
        }
        if (next == null) {
            progress.removedTo(target);
        }
    }

    private boolean isPurged(CellKey key) {
        return target.purges(calendars.apply(key.tenant()).window(key.kind(), key.startMicros()));
    }

    /** Begins again at the next write-back. */
    void forget() {
        next = null;
    }
}
