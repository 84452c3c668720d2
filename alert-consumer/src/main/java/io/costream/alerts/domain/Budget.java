package io.costream.alerts.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A limit on what a scope may spend. Immutable.
 *
 * @param revision counts up with each change of the budget
 * @param name for people; empty for none
 * @param scope what a spend must have to count; everything counts where it is empty
 * @param each the dimension that splits the budget into one per value; {@link Dimension#NONE} for one budget
 * @param limits USD, above zero
 * @param thresholds fractions of a limit at which an alert is raised
 * @param appliedAt when this revision was made
 */
public record Budget(
        String id,
        long revision,
        String name,
        Map<Dimension, String> scope,
        Dimension each,
        Map<WindowKind, BigDecimal> limits,
        WindowCalendar calendar,
        SortedSet<BigDecimal> thresholds,
        Activity activity,
        Instant appliedAt) {
    /** Whether a budget raises alerts; it is summed in either case. */
    public enum Activity {
        ENABLED,
        DISABLED
    }

    public Budget {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a budget needs an id");
        }
        limits.forEach((kind, limit) -> requirePositive(id + " limit " + kind.word(), limit));
        thresholds.forEach(threshold -> requirePositive(id + " threshold", threshold));
        scope = Collections.unmodifiableMap(new TreeMap<>(scope));
        EnumMap<WindowKind, BigDecimal> ordered = new EnumMap<>(WindowKind.class);
        ordered.putAll(limits);
        limits = Collections.unmodifiableMap(ordered);
        thresholds = Collections.unmodifiableSortedSet(new TreeSet<>(thresholds));
    }

    private static void requirePositive(String what, BigDecimal number) {
        if (number.signum() <= 0) {
            throw new IllegalArgumentException(what + " is " + number.toPlainString() + ", but must be above zero");
        }
    }

    /** What has to be summed for this budget: one meter for each limit that holds for a window. */
    public List<Meter> meters() {
        return limits.keySet().stream()
                .filter(kind -> kind != WindowKind.REQUEST)
                .map(kind -> new Meter(this, kind))
                .toList();
    }

    public boolean isEnabled() {
        return activity == Activity.ENABLED;
    }

    /** Whether the spend counts towards this budget; one without the dimension of {@link #each} does not. */
    public boolean counts(Spend spend) {
        for (Map.Entry<Dimension, String> required : scope.entrySet()) {
            if (!required.getValue().equals(spend.value(required.getKey()))) {
                return false;
            }
        }
        return each.equals(Dimension.NONE) || !spend.value(each).isEmpty();
    }

    /** For people: the name, or the id where there is none. */
    public String title() {
        return name.isEmpty() ? id : name;
    }
}
