package io.costream.processor.query;

import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.Window;
import io.costream.processor.state.CellScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Totals for any question: from the cells where a rollup holds the answer, else from the ledger. Several questions
 * asked together are answered from one state. Safe for use by many threads.
 */
public final class UsageQueries {
    /** What the summary of a session is made of. */
    public static final Rollup SESSIONS = Rollup.of(Dimension.SESSION, Dimension.MODEL, Dimension.FRAMEWORK);

    private final Rollups rollups;
    private final ClusterCells cells;
    private final LedgerQueries ledger;
    private final Calendars calendars;

    public UsageQueries(Rollups rollups, ClusterCells cells, LedgerQueries ledger, Calendars calendars) {
        this.rollups = rollups;
        this.cells = cells;
        this.ledger = ledger;
        this.calendars = calendars;
    }

    public UsageAnswer answer(UsageQuery query) {
        return answer(List.of(query)).get(0);
    }

    /** Answers all questions from one state of every partition; from the ledger where one of them needs it. */
    public List<UsageAnswer> answer(List<UsageQuery> queries) {
        SharedScans scans = new SharedScans();
        List<CellPlan> plans = new ArrayList<>();
        for (UsageQuery query : queries) {
            Optional<CellPlan> plan = CellPlan.of(query, rollups, calendars, scans);
            if (plan.isEmpty()) {
                return ledger.answer(queries);
            }
            plans.add(plan.get());
        }
        ClusterCells.Answer found = cells.scan(scans.all());
        return plans.stream().map(plan -> answer(plan, found)).toList();
    }

    /** How far each partition has been counted, and which partitions nobody answers for. */
    public ClusterCells.Answer progress() {
        return cells.scan(List.of());
    }

    /** Whether totals of sessions are kept. */
    public boolean keepsSessions() {
        return rollups.find(SESSIONS).isPresent();
    }

    /** The cells of one session, split by framework and model; of all tenants where none is named. */
    public ClusterCells.Answer session(String tenant, String session) {
        CellScan.Part part = CellScan.Part.of(SESSIONS, Window.ALL_TIME, List.of(session));
        Set<Dimension> by = Set.copyOf(SESSIONS.dimensions());
        return cells.scan(List.of(new CellScan(tenant, Set.of(), List.of(part), by, false)));
    }

    private static UsageAnswer answer(CellPlan plan, ClusterCells.Answer found) {
        SortedMap<Integer, Long> asOf = new TreeMap<>();
        SortedMap<Integer, Long> adjustedTo = new TreeMap<>();
        found.partitions().forEach((partition, counted) -> {
            asOf.put(partition, counted.asOf());
            adjustedTo.put(partition, counted.adjustedTo());
        });
        return new UsageAnswer(
                plan.rows(found.cells()),
                found.missing(),
                asOf,
                found.behind(),
                found.horizon().filter(plan::touches).flatMap(PurgeHorizon::instant),
                adjustedTo,
                UsageAnswer.Source.CELLS);
    }
}
