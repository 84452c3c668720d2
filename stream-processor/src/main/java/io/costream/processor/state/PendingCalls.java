package io.costream.processor.state;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are counted, but still to be added to their cells: those of a tenant's hour are added together, at the latest
 * with the next write-back. So each of its cells is looked for, and comes into the processor's caches, once and not for each
 * call.
 *
 * <p>Such a call cannot be turned away any more, so that it must surely fit. A call that takes part has small numbers;
 * the tenant's totals of its windows are ample when the first one comes, and no count of another cell is above that of the
 * total of its window. So this is only for rollups in windows that have a total; the cells of others are added to at once. Amounts have
 * 128 bits, of which a call that takes part has 64.
 *
 * <p>Calls are copied into arrays that are used again, some megabytes at most: as objects they would survive until the
 * write-back, and the garbage collector would copy them. For the stream thread alone.
 */
public final class PendingCalls {
    /** Far fewer than the million that surely fit. */
    static final int MOST_CALLS = 1 << 15;
    /** Ahead of the numbers of a call: where the one before it in its window stands, and where its texts stand. */
    private static final int HEAD = 2;

    private static final int FIRST_CALLS = 64;

    /** A rollup whose cells calls are added to later. */
    private static final class Part {
        final RollupCells cells;
        /** For each of its windows, which of the totals' windows that is. */
        final int[] totalWindows;
        /** Those of the tenant's window that calls are added to now. */
        final KeyBuffer[] keys;
        /** How much of them is the same for all calls. */
        final int[] prefixes;

        /** Where all calls of the window are looked for first, if that is the same; known from its first call on. */
        final LivePack[] first;

        boolean knowsFirst;

        Part(RollupCells cells, List<WindowKind> totals) {
            this.cells = cells;
            totalWindows = new int[cells.windows()];
            keys = keys(cells.windows());
            prefixes = new int[cells.windows()];
            first = new LivePack[cells.windows()];
            for (int i = 0; i < keys.length; i++) {
                totalWindows[i] = totals.indexOf(cells.kind(i));
            }
        }
    }

    private final CellStore store;
    private final Optional<Rollups.Kept> total;
    private final @Nullable RollupCells totals;
    private final Part[] parts;
    private final LiveObjects<PendingWindow> windows = new LiveObjects<>(Integer.MAX_VALUE, 0, PendingWindow::new);
    private final KeyBuffer key = new KeyBuffer();
    private final KeyBuffer[] keysOfTotals;
    private int size;
    private long[] calls = {};
    private int callsEnd;
    private String[] texts = {};
    private int textsEnd;
    private final int textsOfCall;

    PendingCalls(CellStore store) {
        this.store = store;
        total = store.rollups().find(Rollup.TOTAL);
        totals = total.map(store::cellsOf).orElse(null);
        keysOfTotals = keys(totals == null ? 0 : totals.windows());
        parts = store.rollups().kept().stream()
                .filter(kept -> takes(kept) && !kept.rollup().equals(Rollup.TOTAL))
                .map(kept -> new Part(store.cellsOf(kept), total.orElseThrow().windows()))
                .toArray(Part[]::new);
        textsOfCall = Arrays.stream(parts)
                .mapToInt(part -> part.cells.values().length)
                .sum();
    }

    private static KeyBuffer[] keys(int count) {
        KeyBuffer[] keys = new KeyBuffer[count];
        Arrays.setAll(keys, at -> new KeyBuffer());
        return keys;
    }

    /** Whether calls that are pending are added to cells of this rollup: all, in windows that have a total. */
    public boolean takes(Rollups.Kept kept) {
        return total.isPresent() && total.get().windows().containsAll(kept.windows());
    }

    /**
     * Where a call can be added to others of its tenant; null where it must be added at once.
     *
     * @param tenant as keys begin with it
     * @param windowsOf those of the tenant's calendar
     */
    public @Nullable PendingWindow window(KeyBuffer tenant, Windows windowsOf, long atMicros, PurgeHorizon horizon) {
        if (totals == null) {
            return null;
        }
        Window smallest = windowsOf.at(totals.kind(0), atMicros);
        if (horizon.purges(smallest)) {
            return null;
        }
        totals.putKey(key.set(tenant), 0, smallest.startMicros());
        PendingWindow window = windows.get(key);
        boolean takes = window.hasBegun()
                ? window.isOf(windowsOf.calendar())
                : begin(window, totals, tenant, windowsOf, atMicros);
        return takes ? window : null;
    }

    private boolean begin(PendingWindow window, RollupCells of, KeyBuffer tenant, Windows windowsOf, long atMicros) {
        long[] starts = new long[of.windows()];
        LivePack[] packs = new LivePack[starts.length];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = windowsOf.at(of.kind(i), atMicros).startMicros();
            of.putKey(keysOfTotals[i].set(tenant), i, starts[i]);
        }
        store.packs(keysOfTotals, starts.length, packs);
        for (LivePack pack : packs) {
            if (!pack.isAmple()) {
                return false;
            }
        }
        window.begin(windowsOf.calendar(), starts, packs);
        return true;
    }

    /** Takes a call with {@link Cell#hasSmallNumbers small numbers} and no other units, or a change of one. */
    public void add(PendingWindow window, CallFacts call, Cell addend) {
        int numbersAt = callsEnd + HEAD;
        int end = numbersAt + addend.copySize();
        if (calls.length < end) {
            calls = Arrays.copyOf(calls, Math.max(FIRST_CALLS * (end - callsEnd), 2 * calls.length));
        }
        calls[callsEnd] = window.last();
        calls[callsEnd + 1] = textsEnd;
        addend.copyRow(0, calls, numbersAt);
        addTexts(call);
        window.last(callsEnd);
        windows.changed(window);
        callsEnd = end;
        size++;
        if (size >= MOST_CALLS) {
            settle();
        }
    }

    /** The first text of a rollup is null where the call is no part of it. */
    private void addTexts(CallFacts call) {
        int end = textsEnd + textsOfCall;
        if (texts.length < end) {
            texts = Arrays.copyOf(texts, Math.max(FIRST_CALLS * textsOfCall, 2 * texts.length));
        }
        int at = textsEnd;
        for (Part part : parts) {
            String[] values = part.cells.values();
            if (part.cells.take(call)) {
                System.arraycopy(values, 0, texts, at, values.length);
            }
            at += values.length;
        }
        textsEnd = end;
    }

    /** Adds to the cells what is pending; then nothing is, and no record is held that a write-back may let go of. */
    public void settle() {
        windows.writeBack(this::settle);
        forget();
    }

    private void settle(PendingWindow window) {
        for (Part part : parts) {
            prepare(part, window);
        }
        Cell sum = new Cell();
        for (int at = window.last(); at != PendingWindow.NONE; at = (int) calls[at]) {
            sum.addCopiedWithLatency(calls, at + HEAD);
            int textsAt = (int) calls[at + 1];
            for (Part part : parts) {
                String[] values = part.cells.values();
                if (texts[textsAt] != null) {
                    System.arraycopy(texts, textsAt, values, 0, values.length);
                    add(part, at + HEAD);
                }
                textsAt += values.length;
            }
        }
        for (LivePack pack : window.totals()) {
            store.addSum(pack, sum);
        }
    }

    private static void prepare(Part part, PendingWindow window) {
        for (int i = 0; i < part.keys.length; i++) {
            window.putTenant(part.keys[i].cutTo(0));
            part.cells.putPrefix(part.keys[i], i, window.start(part.totalWindows[i]));
            part.prefixes[i] = part.keys[i].length();
        }
        part.knowsFirst = false;
    }

    private void add(Part part, int numbersAt) {
        if (part.cells.beginsInOneRecord() && !part.knowsFirst) {
            store.packs(part.keys, part.keys.length, part.first);
            part.knowsFirst = true;
        }
        for (int i = 0; i < part.keys.length; i++) {
            KeyBuffer ofFirst = part.keys[i].cutTo(part.prefixes[i]);
            LivePack first =
                    part.cells.beginsInOneRecord() ? part.first[i] : store.pack(part.cells.putLeading(ofFirst));
            LivePack pack = part.cells.find(first, ofFirst);
            store.add(pack, part.cells.values(), calls, numbersAt);
        }
    }

    void forget() {
        windows.clear();
        Arrays.fill(texts, 0, textsEnd, null);
        textsEnd = 0;
        callsEnd = 0;
        size = 0;
    }
}
