package io.costream.alerts;

import io.costream.avro.Budget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to be written so that the wanted budgets hold. Immutable.
 *
 * @param written new and changed budgets with their revision and time, ready for topic budgets
 * @param deleted ids that need a tombstone there
 */
public record BudgetChanges(
        List<String> created,
        List<String> changed,
        List<String> unchanged,
        List<String> deleted,
        List<Budget> written) {
    /** What happens to budgets that a file leaves out. */
    public enum LeftOut {
        STAYS,
        IS_DELETED
    }

    public BudgetChanges {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
        unchanged = List.copyOf(unchanged);
        deleted = List.copyOf(deleted);
        written = List.copyOf(written);
    }

    /** Compares what a file wants with what is applied, by id. A budget that says the same is not written again. */
    public static BudgetChanges between(
            Map<String, Budget> applied, List<Budget> wanted, LeftOut leftOut, Instant now) {
        List<String> created = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        List<Budget> written = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (Budget budget : wanted) {
            named.add(budget.getId());
            Budget before = applied.get(budget.getId());
            if (before == null) {
                created.add(budget.getId());
                written.add(stamped(budget, 0, now));
            } else if (saysTheSame(before, budget)) {
                unchanged.add(budget.getId());
            } else {
                changed.add(budget.getId());
                written.add(stamped(budget, before.getRevision(), now));
            }
        }
        Set<String> deleted = new TreeSet<>();
        if (leftOut == LeftOut.IS_DELETED) {
            deleted.addAll(applied.keySet());
            deleted.removeAll(named);
        }
        return new BudgetChanges(created, changed, unchanged, List.copyOf(deleted), written);
    }

    private static boolean saysTheSame(Budget before, Budget after) {
        return Budget.newBuilder(after)
                .setRevision(before.getRevision())
                .setAppliedAt(before.getAppliedAt())
                .build()
                .equals(before);
    }

    /** Milliseconds make a revision that also grows when a budget is deleted and made anew. */
    private static Budget stamped(Budget budget, long revisionBefore, Instant now) {
        return Budget.newBuilder(budget)
                .setRevision(Math.max(revisionBefore + 1, now.toEpochMilli()))
                .setAppliedAt(now)
                .build();
    }
}
