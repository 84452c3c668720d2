package io.costream.processor.topology;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.LivePack;
import io.costream.processor.state.PendingCalls;
import io.costream.processor.state.PendingWindow;
import io.costream.processor.state.RollupCells;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to all cells of a call, or to none: first it is made sure that all have room, then they are added to, which cannot
 * fail. Nearly every call surely fits most of its cells: to these it is added later, together with others of its tenant
 * ({@link PendingCalls}); the rest are found and checked at once. Not thread-safe.
 */
final class CallCells {
    /** A rollup, and where the cells are that the call is added to in it at once. */
    private static final class Part {
        final RollupCells cells;
        /** Whether calls can be added to its cells later. */
        final boolean canPend;

        int first;
        int end;

        Part(RollupCells cells, boolean canPend) {
            this.cells = cells;
            this.canPend = canPend;
        }
    }

    private final CellStore store;
    private final PendingCalls pending;
    private final Map<Calendar, Windows> windowsOf = new HashMap<>();
    private final Part[] parts;
    private final KeyBuffer tenant = new KeyBuffer();
    private final KeyBuffer[] keys;
    /** Where the call's cells are: one after the other, so many of each rollup. */
    private final LivePack[] packs;

    private final int[] places;
    private int loaded;
    private boolean lacksPurged;
    /** Where the call is added to its other cells later; null where all are added to at once. */
    private @Nullable PendingWindow window;

    private Calendar lastCalendar = Calendar.UTC;
    private Windows lastWindows = new Windows(Calendar.UTC);

    CallCells(CellStore store) {
        this.store = store;
        pending = store.pending();
        parts = store.rollups().kept().stream().map(this::part).toArray(Part[]::new);
        int most = 0;
        for (Part part : parts) {
            most += part.cells.windows();
        }
        packs = new LivePack[most];
        places = new int[most];
        keys = new KeyBuffer[most];
        Arrays.setAll(keys, at -> new KeyBuffer());
    }

    private Part part(Rollups.Kept kept) {
        return new Part(store.cellsOf(kept), pending.takes(kept));
    }

    /** Finds the call's cells, but those of purged windows; false where one of them cannot take the addend. */
    boolean load(CallFacts call, Calendar calendar, PurgeHorizon horizon, Cell addend) {
        boolean small = addend.hasSmallNumbers();
        if (!small) {
            // Only what stands in a cell is looked at.
            pending.settle();
        }
        Windows windows = windows(calendar);
        tenant.cutTo(0).putText(call.tenant());
        window = small && !addend.hasOtherUnits() ? pending.window(tenant, windows, call.atMicros(), horizon) : null;
        find(call, windows, horizon);
        if (window == null && small && !areAmple()) {
            pending.settle();
            find(call, windows, horizon);
        }
        boolean room = true;
        for (int at = 0; at < loaded; at++) {
            room &= places[at] < 0 || packs[at].hasRoomFor(places[at], addend);
        }
        return room;
    }

    /** Whether what is pending, and one more call, surely fits the cells that were found. */
    private boolean areAmple() {
        boolean ample = true;
        for (int at = 0; at < loaded; at++) {
            ample &= places[at] < 0 || packs[at].isAmple(places[at]);
        }
        return ample;
    }

    /** Finds the cells that the call is added to at once. */
    private void find(CallFacts call, Windows windows, PurgeHorizon horizon) {
        // One step for all, then the next: so the processor waits for their memory at the same time, not in turn.
        lacksPurged = false;
        loaded = 0;
        for (Part part : parts) {
            part.first = loaded;
            boolean later = window != null && part.canPend;
            if (!later && part.cells.take(call)) {
                putKeys(part.cells, windows, call.atMicros(), horizon);
            }
            part.end = loaded;
        }
        store.packs(keys, loaded, packs);
        for (Part part : parts) {
            for (int at = part.first; at < part.end; at++) {
                packs[at] = part.cells.find(packs[at], keys[at]);
                places[at] = packs[at].find(part.cells.values());
            }
        }
    }

    private void putKeys(RollupCells cells, Windows windows, long atMicros, PurgeHorizon horizon) {
        for (int i = 0; i < cells.windows(); i++) {
            Window in = windows.at(cells.kind(i), atMicros);
            if (horizon.purges(in)) {
                lacksPurged = true;
            } else {
                cells.putKey(keys[loaded++].set(tenant), i, in.startMicros());
            }
        }
    }

    private Windows windows(Calendar calendar) {
        if (!calendar.equals(lastCalendar)) {
            lastWindows = windowsOf.computeIfAbsent(calendar, Windows::new);
            lastCalendar = calendar;
        }
        return lastWindows;
    }

    /** Whether a window of the call loaded last is purged. */
    boolean lacksPurged() {
        return lacksPurged;
    }

    /** Adds to the cells of the call that was loaded last. */
    void add(CallFacts call, Cell addend) {
        for (Part part : parts) {
            for (int at = part.first; at < part.end; at++) {
                store.add(packs[at], places[at], part.cells.values(), addend);
            }
        }
        if (window != null) {
            pending.add(window, call, addend);
        }
    }
}
