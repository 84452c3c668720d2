package io.costream.processor.query;

import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.WindowKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The smallest rollup that holds what is asked, in windows that can fill the asked ones. */
    Optional<Rollup> rollup() {
        Set<Dimension> asked = EnumSet.noneOf(Dimension.class);
        asked.addAll(by);
        asked.addAll(filters.keySet());
        return Arrays.stream(Rollup.values())
                .filter(rollup -> rollup.windows().contains(window == WindowKind.ALL ? WindowKind.DAY : window))
                .filter(rollup -> rollup.covers(asked))
                .min((one, other) -> Integer.compare(
                        one.dimensions().size(), other.dimensions().size()));
    }
}
