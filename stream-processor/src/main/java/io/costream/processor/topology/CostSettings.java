package io.costream.processor.topology;

import io.costream.processor.domain.Rollups;
import io.costream.processor.state.CellStore;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator may choose about counting.
 *
 * @param commitInterval between commits while calls are counted as they come
 * @param duplicateHorizon how long a producer or a call id is remembered, in append time
 * @param mostLiveCells how many cells of a partition stay in memory between commits
 * @param rollups which totals are kept
 * @param keep how long windows are kept after their end; empty for ever
 */
public record CostSettings(
        Duration commitInterval,
        Duration duplicateHorizon,
        int mostLiveCells,
        Rollups rollups,
        Optional<Duration> keep) {
    public static final CostSettings DEFAULTS = new CostSettings(
            Duration.ofMillis(200),
            Duration.ofDays(7),
            CellStore.DEFAULT_MOST_LIVE,
            Rollups.parse(Rollups.DEFAULT),
            Optional.empty());

    public CostSettings {
        if (duplicateHorizon.isNegative() || duplicateHorizon.isZero() || mostLiveCells < 1) {
            throw new IllegalArgumentException("the duplicate horizon and the number of live cells must be above 0");
        }
    }
}
