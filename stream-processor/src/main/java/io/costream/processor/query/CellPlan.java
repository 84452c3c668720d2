package io.costream.processor.query;

import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellScan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which cells answer a question: of one rollup, in windows that fill the question's range exactly. */
final class CellPlan {
    private record Start(WindowKind kind, long micros) {}

    private final UsageQuery query;
    private final Rollup rollup;
    private final Zones zones;
    private final List<CellScan> scans = new ArrayList<>();
    private final Map<ZoneId, Set<Start>> starts = new HashMap<>();

    private CellPlan(UsageQuery query, Rollup rollup, Zones zones) {
        this.query = query;
        this.rollup = rollup;
        this.zones = zones;
    }

    /** The plan; empty where no rollup has the dimensions, or no windows have the range. */
    static Optional<CellPlan> of(UsageQuery query, Zones zones) {
        return query.rollup().map(rollup -> new CellPlan(query, rollup, zones)).filter(CellPlan::covers);
    }

    private boolean covers() {
        EnumSet<WindowKind> kinds =
                query.window() == WindowKind.ALL ? EnumSet.copyOf(rollup.windows()) : EnumSet.of(query.window());
        for (Zones.Group group : zones.groups(query.tenant())) {
            Optional<List<Window>> cover =
                    new Windows(group.zone()).cover(Window.micros(query.from()), Window.micros(query.to()), kinds);
            if (cover.isEmpty()) {
                return false;
            }
            Set<Start> mine = starts.computeIfAbsent(group.zone(), zone -> new HashSet<>());
            cover.get().forEach(window -> mine.add(new Start(window.kind(), window.startMicros())));
            CellScan.Part part = new CellScan.Part(rollup, cover.get(), List.of());
            scans.add(new CellScan(group.tenant(), group.except(), List.of(part)));
        }
        return true;
    }

    List<CellScan> scans() {
        return scans;
    }

    /** Whether a cell is one of this plan: cells of several plans may have been read together. */
    boolean takes(CellKey key) {
        return key.rollup() == rollup
                && (query.tenant().isEmpty() || query.tenant().equals(key.tenant()))
                && starts.getOrDefault(zones.of(key.tenant()), Set.of())
                        .contains(new Start(key.kind(), key.startMicros()));
    }

    Map<Dimension, String> values(CellKey key) {
        Map<Dimension, String> values = new HashMap<>();
        for (int i = 0; i < rollup.dimensions().size(); i++) {
            values.put(rollup.dimensions().get(i), key.values().get(i));
        }
        return values;
    }

    /** What a row with this cell is over. */
    Window window(CellKey key) {
        return query.window() == WindowKind.ALL
                ? RowSums.range(query)
                : Window.of(key.kind(), key.startMicros(), zones.of(key.tenant()));
    }
}
