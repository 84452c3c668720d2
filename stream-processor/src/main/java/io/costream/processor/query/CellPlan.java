package io.costream.processor.query;

import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellScan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which cells answer a question: of one rollup, in windows that fill the question's range exactly. */
final class CellPlan {
    private final UsageQuery query;
    private final Rollups.Kept kept;
    private final Zones zones;
    private final List<CellScan> scans = new ArrayList<>();
    private final Map<ZoneId, List<CellScan.Part>> parts = new HashMap<>();

    private CellPlan(UsageQuery query, Rollups.Kept kept, Zones zones) {
        this.query = query;
        this.kept = kept;
        this.zones = zones;
    }

    /** The plan; empty where no rollup has the dimensions, or no windows have the range. */
    static Optional<CellPlan> of(UsageQuery query, Rollups rollups, Zones zones) {
        return rollups.covering(query.dimensions(), query.window())
                .map(kept -> new CellPlan(query, kept, zones))
                .filter(CellPlan::covers);
    }

    private boolean covers() {
        for (Zones.Group group : zones.groups(query.tenant())) {
            Optional<List<Window>> cover = new Windows(group.zone())
                    .cover(Window.micros(query.from()), Window.micros(query.to()), kept.within(query.window()));
            if (cover.isEmpty()) {
                return false;
            }
            List<CellScan.Part> mine = CellScan.Part.of(kept.rollup(), cover.get());
            parts.put(group.zone(), mine);
            scans.add(new CellScan(group.tenant(), group.except(), mine));
        }
        return true;
    }

    List<CellScan> scans() {
        return scans;
    }

    /** Whether a cell is one of this plan: cells of several plans may have been read together. */
    boolean takes(CellKey key) {
        return (query.tenant().isEmpty() || query.tenant().equals(key.tenant()))
                && parts.getOrDefault(zones.of(key.tenant()), List.of()).stream()
                        .anyMatch(part -> part.takes(key));
    }

    Map<Dimension, String> values(CellKey key) {
        Map<Dimension, String> values = new HashMap<>();
        List<Dimension> dimensions = kept.rollup().dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            values.put(dimensions.get(i), key.values().get(i));
        }
        return values;
    }

    /** What a row with this cell is over. */
    Window window(CellKey key) {
        return query.window() == WindowKind.ALL
                ? RowSums.range(query)
                : Window.of(query.window(), key.startMicros(), zones.of(key.tenant()));
    }
}
