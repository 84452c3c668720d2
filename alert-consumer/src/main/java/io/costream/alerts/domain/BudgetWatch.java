package io.costream.alerts.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides when a sum crosses the thresholds of a limit. It compares absolute values, so that it does not matter in how
 * many steps a sum has grown, or whether one is looked at twice. A pure function of what it remembers; stateless.
 *
 * <p>A threshold is crossed once, until the sum falls below it again. Another limit counts from the beginning: what
 * was crossed under the old one and is not any more is resolved, and what is crossed under the new one is crossed anew.
 */
public final class BudgetWatch {
    private BudgetWatch() {}

    /**
     * Looks at a sum.
     *
     * @param before what the look before remembered
     * @param limit USD
     * @param silentUpTo USD: thresholds that this amount reaches are no news under a limit seen for the first time
     */
    public static Observation look(
            Crossings before, Budget budget, BigDecimal limit, BigDecimal spent, BigDecimal silentUpTo) {
        List<Crossing> crossings = new ArrayList<>();
        boolean sameLimit = before.limit().compareTo(limit) == 0;
        resolveOld(before, budget, limit, spent, crossings);
        SortedMap<BigDecimal, Crossings.Mark> marks = new TreeMap<>();
        long revision = sameLimit ? before.revision() : budget.revision();
        for (BigDecimal threshold : budget.thresholds()) {
            Step step = new Step(threshold, limit, revision);
            Crossings.Mark mark =
                    sameLimit ? before.marks().getOrDefault(threshold, Crossings.Mark.UNSEEN) : step.first(silentUpTo);
            marks.put(threshold, step.next(mark, spent, crossings));
        }
        return new Observation(new Crossings(limit, revision, marks), crossings);
    }

    /** What ends not because of the sum, but because the budget is another one now. */
    private static void resolveOld(
            Crossings before, Budget budget, BigDecimal limit, BigDecimal spent, List<Crossing> crossings) {
        before.marks().forEach((threshold, mark) -> {
            boolean meant = budget.thresholds().contains(threshold);
            boolean otherLimit = before.limit().compareTo(limit) != 0;
            boolean over = !meant || (otherLimit && spent.compareTo(threshold.multiply(limit)) < 0);
            if (over && mark.side() == Crossings.Side.REACHED && mark.number() > 0) {
                crossings.add(
                        new Crossing(Crossing.Direction.RESOLVED, threshold, limit, before.revision(), mark.number()));
            }
        });
    }

    /** What to remember, and what happened, lowest threshold first. */
    public record Observation(Crossings crossings, List<Crossing> happened) {
        public Observation {
            happened = List.copyOf(happened);
        }
    }

    private record Step(BigDecimal threshold, BigDecimal limit, long revision) {
        boolean isReachedBy(BigDecimal spent) {
            return spent.compareTo(threshold.multiply(limit)) >= 0;
        }

        Crossings.Mark first(BigDecimal silentUpTo) {
            return isReachedBy(silentUpTo) ? new Crossings.Mark(0, Crossings.Side.REACHED) : Crossings.Mark.UNSEEN;
        }

        Crossings.Mark next(Crossings.Mark mark, BigDecimal spent, List<Crossing> crossings) {
            if (mark.side() == Crossings.Side.BELOW && isReachedBy(spent)) {
                int number = mark.number() + 1;
                crossings.add(new Crossing(Crossing.Direction.REACHED, threshold, limit, revision, number));
                return new Crossings.Mark(number, Crossings.Side.REACHED);
            }
            if (mark.side() == Crossings.Side.REACHED && !isReachedBy(spent)) {
                if (mark.number() > 0) {
                    crossings.add(new Crossing(Crossing.Direction.RESOLVED, threshold, limit, revision, mark.number()));
                }
                return new Crossings.Mark(mark.number(), Crossings.Side.BELOW);
            }
            return mark;
        }
    }
}
