package io.costream.processor.query;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Totals, and what they are worth.
 *
 * @param missing partitions that nobody could answer for; the totals are complete where it is empty
 * @param asOf by partition, the input offset up to which every call is in the totals
 * @param behind of the partitions that a standby answered for: how long before the one who counts them wrote this
 * @param purgedBefore what it lacks: windows that end by then and are purged; empty where it lacks none
 * @param adjustedTo by partition, the offset up to which every adjustment is in the totals
 */
public record UsageAnswer(
        List<Row> rows,
        List<Integer> missing,
        SortedMap<Integer, Long> asOf,
        Map<Integer, Duration> behind,
        Optional<Instant> purgedBefore,
        Map<Integer, Long> adjustedTo,
        Source source) {
    /** Where an answer comes from. */
    public enum Source {
        CELLS,
        LEDGER
    }

    /**
     * One total.
     *
     * @param key values of the asked dimensions, in their order
     * @param window what the total is over: a calendar window, or the asked range
     */
    public record Row(List<String> key, Window window, Cell cell) {}

    public boolean isComplete() {
        return missing.isEmpty();
    }
}
