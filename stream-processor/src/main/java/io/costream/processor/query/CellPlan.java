package io.costream.processor.query;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import io.costream.processor.state.CellScan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which cells answer a question: of one rollup, in windows that fill the question's range exactly. */
final class CellPlan {
    /**
     * Cells of tenants with one calendar.
     *
     * @param scan place of the scan that finds them
     */
    private record Source(int scan, Calendar calendar) {}

    private final UsageQuery query;
    private final Rollups.Kept kept;
    private final List<Source> sources = new ArrayList<>();
    private final List<Window> oldest = new ArrayList<>();

    private CellPlan(UsageQuery query, Rollups.Kept kept) {
        this.query = query;
        this.kept = kept;
    }

    /** The plan, its scans among those of others; empty where no rollup has the dimensions, or no windows the range. */
    static Optional<CellPlan> of(UsageQuery query, Rollups rollups, Calendars calendars, SharedScans scans) {
        return rollups.covering(query.dimensions(), query.window())
                .map(kept -> new CellPlan(query, kept))
                .filter(plan -> plan.covers(calendars, scans));
    }

    private boolean covers(Calendars calendars, SharedScans scans) {
        for (Calendars.Group group : calendars.groups(query.tenant())) {
            Optional<List<Window>> cover = new Windows(group.calendar())
                    .cover(Window.micros(query.from()), Window.micros(query.to()), kept.within(query.window()));
            if (cover.isEmpty()) {
                return false;
            }
            cover.get().stream().findFirst().ifPresent(oldest::add);
            CellScan scan = new CellScan(
                    group.tenant(),
                    group.except(),
                    CellScan.Part.of(kept.rollup(), cover.get()),
                    query.dimensions(),
                    query.window() != WindowKind.ALL);
            sources.add(new Source(scans.add(scan), group.calendar()));
        }
        return true;
    }

    /** Whether cells of the plan are purged: then the rows lack what was in them. */
    boolean touches(PurgeHorizon horizon) {
        return oldest.stream().anyMatch(horizon::purges);
    }

    /**
     * The rows of the answer.
     *
     * @param found what each scan has found
     */
    List<UsageAnswer.Row> rows(List<Map<CellKey, Cell>> found) {
        RowSums sums = new RowSums(query);
        for (Source source : sources) {
            found.get(source.scan).forEach((key, cell) -> sums.add(values(key), window(key, source.calendar), cell));
        }
        return sums.rows();
    }

    private Map<Dimension, String> values(CellKey key) {
        Map<Dimension, String> values = new HashMap<>();
        List<Dimension> dimensions = kept.rollup().dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            values.put(dimensions.get(i), key.values().get(i));
        }
        return values;
    }

    /** What a row with this cell is over. */
    private Window window(CellKey key, Calendar calendar) {
        return query.window() == WindowKind.ALL
                ? RowSums.range(query)
                : calendar.window(query.window(), key.startMicros());
    }
}
