package io.costream.processor.domain.verification;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the calls of a partition sum to, in each cell. It sums otherwise than the processor does: a call is added to the
 * smallest window of each rollup only, and the larger windows are made of the smaller ones. Sums beyond a number of
 * cells go to the scratch, so that memory does not grow with calls or cells. Not thread-safe.
 */
public final class RecomputedCells {
    private final Rollups rollups;
    private final Scratch scratch;
    private final Span span;
    private final Function<String, Calendar> calendars;
    private final int mostInMemory;
    private final Map<CellKey, Cell> smallest = new HashMap<>();
    private final Map<Calendar, Windows> windowsOf = new HashMap<>();
    private final CellFormat format = new CellFormat();

    /**
     * No sums yet.
     *
     * @param rollups which are kept
     * @param mostInMemory how many sums stay in memory
     */
    public RecomputedCells(
            Rollups rollups, Scratch scratch, Span span, Function<String, Calendar> calendars, int mostInMemory) {
        this.rollups = rollups;
        this.scratch = scratch;
        this.span = span;
        this.calendars = calendars;
        this.mostInMemory = mostInMemory;
    }

    /** Adds what one call, or a change of it, is worth. */
    void add(CallFacts call, Cell addend) {
        Windows windows = windowsOf.computeIfAbsent(calendars.apply(call.tenant()), Windows::new);
        for (Rollups.Kept kept : rollups.kept()) {
            Rollup rollup = kept.rollup();
            if (rollup.takes(call)) {
                Window window = windows.at(kept.windows().get(0), call.atMicros());
                List<String> values = rollup.dimensions().stream()
                        .map(dimension -> dimension.of(call))
                        .toList();
                CellKey key = new CellKey(call.tenant(), rollup, window.kind(), window.startMicros(), values);
                Cell sum = smallest.computeIfAbsent(key, absent -> new Cell());
                if (rollup.keepsLatencies()) {
                    sum.addWithLatency(addend);
                } else {
                    sum.add(addend);
                }
            }
        }
        if (smallest.size() > mostInMemory) {
            spill();
        }
    }

    /** All cells of windows that lie in the span, by key. */
    public Iterator<StoredEntry> sorted() {
        spill();
        return scratch.all();
    }

    private void spill() {
        Map<CellKey, Cell> all = new HashMap<>();
        smallest.forEach((key, cell) -> {
            List<WindowKind> kinds = rollups.find(key.rollup()).orElseThrow().windows();
            for (WindowKind kind : kinds) {
                Window window = calendars.apply(key.tenant()).window(kind, key.startMicros());
                if (span.holds(window)) {
                    CellKey wider = new CellKey(key.tenant(), key.rollup(), kind, window.startMicros(), key.values());
                    all.computeIfAbsent(wider, absent -> new Cell()).add(cell);
                }
            }
        });
        smallest.clear();
        all.forEach(this::addToScratch);
    }

    private void addToScratch(CellKey key, Cell cell) {
        byte[] bytes = key.toBytes();
        byte[] before = scratch.get(bytes);
        if (before != null) {
            cell.add(CellFormat.read(before));
        }
        scratch.put(bytes, format.write(cell));
    }
}
