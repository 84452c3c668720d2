package io.costream.processor.domain.verification;

import io.costream.processor.domain.CellKey;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that is not as the raw calls say. Figures are plain text by name, and only those that differ: all that is
 * expected where nothing was found, all that was found where nothing is expected.
 */
public sealed interface Difference {
    /** The partition of calls, and of the ledger alike. */
    int partition();

    SortedMap<String, String> expected();

    SortedMap<String, String> found();

    /** A total. */
    record OfCell(int partition, CellKey key, SortedMap<String, String> expected, SortedMap<String, String> found)
            implements Difference {}

    /**
     * A line of the ledger.
     *
     * @param callOffset where its call stands, or would stand, in the partition
     * @param problem what is wrong with it, in words
     */
    record OfPosting(
            int partition,
            long callOffset,
            String tenant,
            String callId,
            String problem,
            SortedMap<String, String> expected,
            SortedMap<String, String> found)
            implements Difference {}

    /** A number of the audit. */
    record OfCount(int partition, String count, long is, long should) implements Difference {
        @Override
        public SortedMap<String, String> expected() {
            return new TreeMap<>(Map.of(count, Long.toString(should)));
        }

        @Override
        public SortedMap<String, String> found() {
            return new TreeMap<>(Map.of(count, Long.toString(is)));
        }
    }

    /** What the one has that the other lacks, or has otherwise. */
    static SortedMap<String, String> apart(Map<String, String> one, Map<String, String> other) {
        SortedMap<String, String> apart = new TreeMap<>(one);
        apart.entrySet().removeIf(figure -> Objects.equals(figure.getValue(), other.get(figure.getKey())));
        return Collections.unmodifiableSortedMap(apart);
    }
}
