package io.costream.processor.query;

import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.WindowKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to total: calls of a range of time, by dimensions and windows.
 *
 * @param tenant whose calls; empty for those of all
 * @param by what to split by, in this order
 * @param window {@code ALL} for one total over the whole range
 * @param filters values that a call must have
 */
public record UsageQuery(
        String tenant,
        List<Dimension> by,
        WindowKind window,
        Instant from,
        Instant to,
        Map<Dimension, String> filters) {
    public UsageQuery {
        by = List.copyOf(by);
        filters = Map.copyOf(filters);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the range is empty: it starts at " + from + " and ends at " + to);
        }
    }

    /** Every dimension that the answer depends on. */
    Set<Dimension> dimensions() {
        Set<Dimension> asked = new HashSet<>(by);
        asked.addAll(filters.keySet());
        return asked;
    }
}
