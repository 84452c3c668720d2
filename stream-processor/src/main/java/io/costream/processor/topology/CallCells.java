package io.costream.processor.topology;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellStore;
import io.costream.processor.state.LivePack;
import io.costream.processor.state.PendingTotal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to all cells of a call, or to none: first all are found and checked, then added to, which cannot fail. A tenant's
 * totals of hour, day and month are found for the first of its calls since the last write-back; the further ones are
 * added up, and added to them together. Not thread-safe.
 */
final class CallCells {
    /** A rollup, and where the cells are that the call has in it. */
    private static final class Part {
        final Rollup rollup;
        final List<Dimension> dimensions;
        final WindowKind[] kinds;
        /** In how many values the cells of a record agree: of the first one that is looked at, and of the next ones. */
        final int[] leading;
        /** Those of the call. */
        final String[] values;
        /** Whether its totals of all windows change by each call of the tenant, so that calls are added up first. */
        final boolean isPended;

        int first;
        int end;
        /** Where the call is added up with others, or the next ones will be. */
        @Nullable
        PendingTotal pending;

        Part(Rollups.Kept kept) {
            rollup = kept.rollup();
            dimensions = rollup.dimensions();
            kinds = kept.windows().toArray(WindowKind[]::new);
            leading = rollup.leading();
            values = new String[dimensions.size()];
            isPended = dimensions.isEmpty() && kinds.length > 1;
        }
    }

    private final CellStore store;
    private final Map<Calendar, Windows> windowsOf = new HashMap<>();
    private final Part[] parts;
    private final KeyBuffer tenant = new KeyBuffer();
    private final KeyBuffer[] keys;
    /** Where the call's cells are: one after the other, so many of each rollup. */
    private final LivePack[] packs;

    private final int[] places;
    private int loaded;
    private boolean lacksPurged;
    private Calendar lastCalendar = Calendar.UTC;
    private Windows lastWindows = new Windows(Calendar.UTC);

    CallCells(CellStore store) {
        this.store = store;
        parts = store.rollups().kept().stream().map(Part::new).toArray(Part[]::new);
        int most = 0;
        for (Part part : parts) {
            most += part.kinds.length;
        }
        packs = new LivePack[most];
        places = new int[most];
        keys = new KeyBuffer[most];
        Arrays.setAll(keys, at -> new KeyBuffer());
    }

    /** Finds the call's cells, but those of purged windows; false where one of them cannot take the addend. */
    boolean load(CallFacts call, Calendar calendar, PurgeHorizon horizon, Cell addend) {
        // One step for all, then the next: so the processor waits for their memory at the same time, not in turn.
        boolean small = addend.hasSmallNumbers();
        putKeys(call, calendar, horizon, small && !addend.hasOtherUnits());
        store.packs(keys, loaded, packs);
        for (Part part : parts) {
            for (int at = part.first; at < part.end; at++) {
                findPlace(at, part);
            }
        }
        settleWhereItMayNotFit(small);
        boolean room = true;
        for (int at = 0; at < loaded; at++) {
            room &= places[at] < 0 || packs[at].hasRoomFor(places[at], addend);
        }
        return room;
    }

    /**
     * Before it is looked whether there is room: what is pending surely fits totals that are ample, and stay so with a call
     * of small numbers. Before any other call nothing may be pending, since only what stands in a total is looked at.
     */
    private void settleWhereItMayNotFit(boolean small) {
        for (Part part : parts) {
            for (int at = part.first; part.isPended && at < part.end; at++) {
                if (places[at] >= 0 && !(small && packs[at].isAmple(places[at]))) {
                    store.settleTotals();
                    part.pending = null;
                }
            }
        }
    }

    private void putKeys(CallFacts call, Calendar calendar, PurgeHorizon horizon, boolean pended) {
        lacksPurged = false;
        loaded = 0;
        Windows windows = windows(calendar);
        tenant.cutTo(0).putText(call.tenant());
        for (Part part : parts) {
            part.first = loaded;
            part.pending = null;
            if (part.rollup.takes(call)) {
                for (int i = 0; i < part.values.length; i++) {
                    part.values[i] = part.dimensions.get(i).of(call);
                }
                putKeys(part, windows, call.atMicros(), horizon);
                if (part.isPended && pended && part.kinds.length == loaded - part.first) {
                    part.pending = store.pendingTotal(keys[part.first]);
                    loaded = part.pending.isOf(calendar) ? part.first : loaded;
                }
            }
            part.end = loaded;
        }
    }

    private void putKeys(Part part, Windows windows, long atMicros, PurgeHorizon horizon) {
        for (int i = 0; i < part.kinds.length; i++) {
            Window window = windows.at(part.kinds[i], atMicros);
            if (horizon.purges(window)) {
                lacksPurged = true;
            } else {
                CellKey.put(
                        keys[loaded++].set(tenant),
                        part.rollup,
                        part.kinds[i],
                        window.startMicros(),
                        part.values,
                        part.leading[0]);
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

    private void findPlace(int at, Part part) {
        int place = packs[at].find(part.values);
        for (int i = 1; place < 0 && packs[at].isFull(); i++) {
            packs[at] = store.pack(CellKey.narrow(keys[at], part.values, part.leading[i - 1], part.leading[i]));
            place = packs[at].find(part.values);
        }
        places[at] = place;
    }

    /** Whether a window of the call loaded last is purged. */
    boolean lacksPurged() {
        return lacksPurged;
    }

    /** Adds to the cells loaded last. */
    void add(Cell addend) {
        for (Part part : parts) {
            PendingTotal pending = part.pending;
            if (pending != null && part.first == part.end) {
                store.add(pending, addend);
            }
            for (int at = part.first; at < part.end; at++) {
                store.add(packs[at], places[at], part.values, addend);
            }
            if (pending != null && part.first < part.end) {
                pending.begin(lastCalendar, Arrays.copyOfRange(packs, part.first, part.end));
            }
        }
    }
}
