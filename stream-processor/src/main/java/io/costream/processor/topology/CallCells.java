package io.costream.processor.topology;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.LiveCell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds to all cells of a call, or to none: first all are loaded and checked, then added to, which cannot fail. The cells
 * of calls that have them in common are looked up once, until the store lets them go. Not thread-safe.
 */
final class CallCells {
    private final CellStore store;
    private final Map<Calendar, Windows> calendars = new HashMap<>();
    private final List<Groups> groups = new ArrayList<>();
    private final List<LiveCell> loaded = new ArrayList<>();
    private boolean lacksPurged;

    CallCells(CellStore store) {
        this.store = store;
        store.rollups().kept().forEach(kept -> groups.add(new Groups(kept)));
    }

    /** Loads the call's cells, but those of purged windows; false where one of them cannot take the addend. */
    boolean load(CallFacts call, Calendar calendar, PurgeHorizon horizon, Cell addend) {
        loaded.clear();
        lacksPurged = false;
        Windows windows = calendars.computeIfAbsent(calendar, Windows::new);
        boolean room = true;
        for (int i = 0; i < groups.size(); i++) {
            Groups rollup = groups.get(i);
            if (rollup.kept.rollup().takes(call)) {
                for (LiveCell cell : rollup.cells(call, calendar, windows, horizon)) {
                    room &= cell.hasRoomFor(addend);
                    loaded.add(cell);
                }
            }
        }
        return room;
    }

    /** Whether a window of the call loaded last is purged. */
    boolean lacksPurged() {
        return lacksPurged;
    }

    /** Adds to the cells loaded last. */
    void add(Cell addend) {
        for (int i = 0; i < loaded.size(); i++) {
            store.add(loaded.get(i), addend);
        }
    }

    /** The groups of one rollup that came lately, with their cells. */
    private final class Groups {
        /** Beyond it all are looked up anew: less than the objects they stand for need themselves. */
        private static final int MOST = 50_000;

        private final Rollups.Kept kept;
        private final CellGroup asked;
        private final Map<CellGroup, LiveCell[]> known = new HashMap<>();

        private Groups(Rollups.Kept kept) {
            this.kept = kept;
            this.asked = new CellGroup(kept.rollup());
        }

        private LiveCell[] cells(CallFacts call, Calendar calendar, Windows windows, PurgeHorizon horizon) {
            Window smallest = windows.at(kept.windows().get(0), call.atMicros());
            asked.set(call, calendar, smallest.startMicros());
            if (horizon.purges(smallest)) {
                lacksPurged = true;
                return stored(call, windows, horizon);
            }
            LiveCell[] cells = known.get(asked);
            if (cells == null || !areLive(cells)) {
                if (known.size() > MOST) {
                    known.clear();
                }
                // A window that is not purged lies in larger ones that are not either.
                cells = stored(call, windows, horizon);
                known.put(asked.copy(), cells);
            }
            return cells;
        }

        private LiveCell[] stored(CallFacts call, Windows windows, PurgeHorizon horizon) {
            byte[] tenant = call.tenant().getBytes(StandardCharsets.UTF_8);
            byte[] values = CellKey.values(kept.rollup(), asked.values());
            LiveCell[] cells = new LiveCell[kept.windows().size()];
            int size = 0;
            for (WindowKind kind : kept.windows()) {
                Window window = windows.at(kind, call.atMicros());
                if (!horizon.purges(window)) {
                    cells[size++] =
                            store.cell(CellKey.bytes(tenant, kept.rollup(), kind, window.startMicros(), values));
                }
            }
            return size == cells.length ? cells : Arrays.copyOf(cells, size);
        }

        private static boolean areLive(LiveCell[] cells) {
            for (LiveCell cell : cells) {
                if (!cell.isLive()) {
                    return false;
                }
            }
            return true;
        }
    }
}
