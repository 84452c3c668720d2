package io.costream.alerts.domain;

import java.math.BigDecimal;

/**
 * A sum went over a threshold, or fell below it again. Immutable.
 *
 * @param limit USD, the limit in force at the crossing
 * @param limitRevision the budget's revision that brought the limit
 * @param number 1 for the first time in this window and under this limit
 */
public record Crossing(Direction direction, BigDecimal threshold, BigDecimal limit, long limitRevision, int number) {
    /** Which way. */
    public enum Direction {
        REACHED,
        RESOLVED
    }

    /** At the limit itself or beyond. */
    public boolean isExceeding() {
        return threshold.compareTo(BigDecimal.ONE) >= 0;
    }
}
