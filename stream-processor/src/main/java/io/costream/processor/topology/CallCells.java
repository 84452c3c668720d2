package io.costream.processor.topology;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.state.CellStore;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds to all cells of a call, or to none: first all are loaded and checked, then added to, which cannot fail. Not
 * thread-safe.
 */
final class CallCells {
    private final CellStore store;
    private final CellKeys keys = new CellKeys();
    private final List<CellStore.CellHandle> loaded = new ArrayList<>();

    CallCells(CellStore store) {
        this.store = store;
    }

    /** Loads the call's cells; false where one of them cannot take the addend. */
    boolean load(CallFacts call, ZoneId zone, Cell addend) {
        loaded.clear();
        keys.forEach(call, zone, key -> loaded.add(store.cell(key)));
        boolean room = true;
        for (CellStore.CellHandle cell : loaded) {
            room &= cell.hasRoomFor(addend);
        }
        return room;
    }

    /** Adds to the cells loaded last. */
    void add(Cell addend) {
        for (CellStore.CellHandle cell : loaded) {
            cell.add(addend);
        }
    }
}
