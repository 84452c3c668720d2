package io.costream.alerts.domain;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which thresholds of a limit one sum has crossed. Immutable.
 *
 * @param limit the limit that was looked at, 0 before the first look
 * @param revision the budget's revision that brought this limit
 */
public record Crossings(BigDecimal limit, long revision, SortedMap<BigDecimal, Mark> marks) {
    public static final Crossings NONE = new Crossings(BigDecimal.ZERO, 0, new TreeMap<>());

    public Crossings {
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    /** The highest threshold that the sum is at or above. */
    public Optional<BigDecimal> highest() {
        return marks.entrySet().stream()
                .filter(entry -> entry.getValue().side() == Side.REACHED)
                .map(Map.Entry::getKey)
                .reduce((lower, higher) -> higher);
    }

    /** Where a sum stands to a threshold. */
    public enum Side {
        BELOW,
        REACHED
    }

    /**
     * What is remembered of one threshold.
     *
     * @param number how often it was crossed upwards with an alert; 0 with REACHED: it was so before the budget was
     */
    public record Mark(int number, Side side) {
        static final Mark UNSEEN = new Mark(0, Side.BELOW);
    }
}
