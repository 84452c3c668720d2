package io.costream.processor.state;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.WindowKind;
import java.util.List;

/** Finds the cells of one rollup that a call adds to, a call at a time. For the stream thread alone. */
public final class RollupCells {
    private final CellStore store;
    private final Rollup rollup;
    private final List<Dimension> dimensions;
    private final WindowKind[] kinds;
    /** In how many values the cells of a record agree: of the first one that is looked at, and of the next ones. */
    private final int[] leading;

    private final String[] values;

    RollupCells(CellStore store, Rollups.Kept kept) {
        this.store = store;
        rollup = kept.rollup();
        dimensions = rollup.dimensions();
        kinds = kept.windows().toArray(WindowKind[]::new);
        leading = rollup.leading();
        values = new String[dimensions.size()];
    }

    /** Whether the call is part of this rollup; then its cells are those that are found next. */
    public boolean take(CallFacts call) {
        if (!rollup.takes(call)) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = dimensions.get(i).of(call);
        }
        return true;
    }

    /** The values of all dimensions, which change with the next call. */
    public String[] values() {
        return values;
    }

    /** How many windows there are. */
    public int windows() {
        return kinds.length;
    }

    /** The smallest ones first. */
    public WindowKind kind(int window) {
        return kinds[window];
    }

    /** Whether all calls of a tenant's window are looked for first in the same record. */
    boolean beginsInOneRecord() {
        return leading[0] == 0;
    }

    /** Puts the key of the record that is looked at first behind its tenant. */
    public void putKey(KeyBuffer tenant, int window, long startMicros) {
        CellKey.put(tenant, rollup, kinds[window], startMicros, values, leading[0]);
    }

    /** Puts what is the same in the keys of the first records of all calls of the tenant's window. */
    void putPrefix(KeyBuffer tenant, int window, long startMicros) {
        CellKey.put(tenant, rollup, kinds[window], startMicros, values, 0);
    }

    /** Makes of such a prefix the key of the record that is looked at first. */
    KeyBuffer putLeading(KeyBuffer prefix) {
        return CellKey.narrow(prefix, values, 0, leading[0]);
    }

    /**
     * The record that holds the cell, or that it is to begin in: the first one, or where that is full, one whose cells agree
     * in more dimensions.
     *
     * @param key of the first one; becomes that of the one found
     */
    public LivePack find(LivePack first, KeyBuffer key) {
        LivePack pack = first;
        for (int i = 1; pack.isFull() && pack.find(values) < 0; i++) {
            pack = store.pack(CellKey.narrow(key, values, leading[i - 1], leading[i]));
        }
        return pack;
    }
}
