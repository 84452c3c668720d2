package io.costream.processor.topology;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.LivePack;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds to all cells of a call, or to none: first all are found and checked, then added to, which cannot fail. The packs
 * of calls that have them in common are looked up once, until the store lets them go. Not thread-safe.
 */
final class CallCells {
    private final CellStore store;
    private final Map<Calendar, Windows> calendars = new HashMap<>();
    private final Groups[] rollups;
    /** Where the call's cells are: one after the other, so many of each rollup. */
    private final LivePack[] packs;

    private final int[] places;
    private int loaded;
    private boolean lacksPurged;

    CallCells(CellStore store) {
        this.store = store;
        List<Rollups.Kept> kept = store.rollups().kept();
        rollups = kept.stream().map(Groups::new).toArray(Groups[]::new);
        packs = new LivePack[kept.stream().mapToInt(one -> one.windows().size()).sum()];
        places = new int[packs.length];
    }

    /** Finds the call's cells, but those of purged windows; false where one of them cannot take the addend. */
    boolean load(CallFacts call, Calendar calendar, PurgeHorizon horizon, Cell addend) {
        // One step for all, then the next: so the processor waits for their memory at the same time, not in turn.
        findPacks(call, calendar, horizon);
        for (Groups rollup : rollups) {
            for (int at = rollup.first; at < rollup.end; at++) {
                findPlace(at, rollup.values);
            }
        }
        boolean room = true;
        for (int at = 0; at < loaded; at++) {
            room &= places[at] < 0 || packs[at].hasRoomFor(places[at], addend);
        }
        return room;
    }

    private void findPacks(CallFacts call, Calendar calendar, PurgeHorizon horizon) {
        lacksPurged = false;
        loaded = 0;
        Windows windows = calendars.computeIfAbsent(calendar, Windows::new);
        for (Groups rollup : rollups) {
            rollup.first = loaded;
            if (rollup.kept.rollup().takes(call)) {
                LivePack[] found = rollup.packs(call, calendar, windows, horizon);
                System.arraycopy(found, 0, packs, loaded, found.length);
                loaded += found.length;
            }
            rollup.end = loaded;
        }
    }

    private void findPlace(int at, String[] values) {
        int place = packs[at].find(values);
        if (place < 0 && packs[at].isFull()) {
            packs[at] = store.packOf(packs[at], values);
            place = packs[at].find(values);
        }
        places[at] = place;
    }

    /** Whether a window of the call loaded last is purged. */
    boolean lacksPurged() {
        return lacksPurged;
    }

    /** Adds to the cells loaded last. */
    void add(Cell addend) {
        for (Groups rollup : rollups) {
            for (int at = rollup.first; at < rollup.end; at++) {
                store.add(packs[at], places[at], rollup.values, addend);
            }
        }
    }

    /** The groups of one rollup that came lately, with their packs. */
    private final class Groups {
        private static final int FEW = 1_000;

        private final Rollups.Kept kept;
        private final CellGroup asked;
        private final List<Dimension> dimensions;
        /** Those of the call. */
        private final String[] values;

        private final Map<CellGroup, LivePack[]> known = new HashMap<>();
        private int most = FEW;
        private int first;
        private int end;

        private Groups(Rollups.Kept kept) {
            this.kept = kept;
            this.dimensions = kept.rollup().dimensions();
            this.values = new String[dimensions.size()];
            int leading = kept.windows().stream()
                    .mapToInt(kept.rollup()::leading)
                    .max()
                    .orElseThrow();
            this.asked = new CellGroup(kept.rollup(), leading);
        }

        private LivePack[] packs(CallFacts call, Calendar calendar, Windows windows, PurgeHorizon horizon) {
            for (int i = 0; i < values.length; i++) {
                values[i] = dimensions.get(i).of(call);
            }
            Window smallest = windows.at(kept.windows().get(0), call.atMicros());
            asked.set(call.tenant(), values, calendar, smallest.startMicros());
            if (horizon.purges(smallest)) {
                lacksPurged = true;
                return stored(call, windows, horizon);
            }
            LivePack[] packs = known.get(asked);
            if (packs == null || !areLive(packs)) {
                letGo();
                // A window that is not purged lies in larger ones that are not either.
                packs = stored(call, windows, horizon);
                known.put(asked.copy(), packs);
            }
            return packs;
        }

        /** What the store has let go would otherwise stay in memory by being held here. */
        private void letGo() {
            if (known.size() >= most) {
                known.values().removeIf(packs -> !areLive(packs));
                // So that looking through all is paid for by as many that have come.
                most = Math.max(FEW, 2 * known.size());
            }
        }

        private LivePack[] stored(CallFacts call, Windows windows, PurgeHorizon horizon) {
            byte[] tenant = call.tenant().getBytes(StandardCharsets.UTF_8);
            List<String> all = List.of(values);
            LivePack[] packs = new LivePack[kept.windows().size()];
            int size = 0;
            for (WindowKind kind : kept.windows()) {
                Window window = windows.at(kind, call.atMicros());
                if (!horizon.purges(window)) {
                    byte[] leading = CellKey.values(
                            kept.rollup(), all.subList(0, kept.rollup().leading(kind)));
                    packs[size++] =
                            store.pack(CellKey.bytes(tenant, kept.rollup(), kind, window.startMicros(), leading));
                }
            }
            return size == packs.length ? packs : Arrays.copyOf(packs, size);
        }

        private static boolean areLive(LivePack[] packs) {
            for (LivePack pack : packs) {
                if (!pack.isLive()) {
                    return false;
                }
            }
            return true;
        }
    }
}
