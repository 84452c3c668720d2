package io.costream.processor.topology;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.CellStore.CellHandle;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds to all cells of a call, or to none: first all are loaded and checked, then added to, which cannot fail. The cells
 * of calls that have them in common are looked up once, until the store lets objects go. Not thread-safe.
 */
final class CallCells {
    private static final Rollup[] ROLLUPS = Rollup.values();
    /** Beyond it all groups are looked up anew: less than the objects they stand for need themselves. */
    private static final int MOST_GROUPS = 50_000;

    private final CellStore store;
    private final Map<ZoneId, Windows> calendars = new HashMap<>();
    private final Map<CellGroup, List<CellHandle>> groups = new HashMap<>();
    private final List<List<CellHandle>> loaded = new ArrayList<>(ROLLUPS.length);
    private long generation;

    CallCells(CellStore store) {
        this.store = store;
    }

    /** Loads the call's cells; false where one of them cannot take the addend. */
    boolean load(CallFacts call, ZoneId zone, Cell addend) {
        loaded.clear();
        if (generation != store.generation() || groups.size() > MOST_GROUPS) {
            groups.clear();
            generation = store.generation();
        }
        Windows calendar = calendars.computeIfAbsent(zone, Windows::new);
        boolean room = true;
        for (Rollup rollup : ROLLUPS) {
            if (rollup.takes(call)) {
                List<CellHandle> cells = cells(call, rollup, zone, calendar);
                for (int i = 0; i < cells.size(); i++) {
                    room &= cells.get(i).hasRoomFor(addend);
                }
                loaded.add(cells);
            }
        }
        return room;
    }

    private List<CellHandle> cells(CallFacts call, Rollup rollup, ZoneId zone, Windows calendar) {
        WindowKind smallest = rollup.windows().get(0);
        CellGroup group = CellGroup.of(
                call, rollup, zone, calendar.at(smallest, call.atMicros()).startMicros());
        List<CellHandle> cells = groups.get(group);
        if (cells == null) {
            cells = stored(call, rollup, group.values(), calendar);
            groups.put(group, cells);
        }
        return cells;
    }

    private List<CellHandle> stored(CallFacts call, Rollup rollup, List<String> values, Windows calendar) {
        byte[] tenant = call.tenant().getBytes(StandardCharsets.UTF_8);
        byte[] encoded = CellKey.values(values);
        List<CellHandle> cells = new ArrayList<>(rollup.windows().size());
        for (WindowKind kind : rollup.windows()) {
            long start = calendar.at(kind, call.atMicros()).startMicros();
            cells.add(store.cell(CellKey.bytes(tenant, rollup, kind, start, encoded)));
        }
        return cells;
    }

    /** Adds to the cells loaded last. */
    void add(Cell addend) {
        for (List<CellHandle> cells : loaded) {
            for (int i = 0; i < cells.size(); i++) {
                cells.get(i).add(addend);
            }
        }
    }
}
