package io.costream.alerts.domain;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** One sum over all partitions, with the thresholds it has crossed. Immutable. */
public record Watch(SortedMap<Integer, Column> columns, Crossings crossings) {
    public static final Watch EMPTY = new Watch(new TreeMap<>(), Crossings.NONE);

    public Watch {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /** The same with the newest word of one partition. */
    public Watch with(int partition, Column column) {
        SortedMap<Integer, Column> changed = new TreeMap<>(columns);
        changed.put(partition, column);
        return new Watch(changed, crossings);
    }

    /** The same without a partition that does not sum this any more. */
    public Watch without(int partition) {
        SortedMap<Integer, Column> changed = new TreeMap<>(columns);
        changed.remove(partition);
        return new Watch(changed, crossings);
    }

    public Watch with(Crossings changed) {
        return new Watch(columns, changed);
    }

    /** USD. */
    public BigDecimal spent() {
        return sum(Column::spent);
    }

    /** USD that was spent before the budget was applied. */
    public BigDecimal before() {
        return sum(Column::before);
    }

    /** Per partition of priced-calls, the offset up to which the sum is complete. */
    public Map<Integer, Long> asOf() {
        Map<Integer, Long> offsets = new TreeMap<>();
        columns.forEach((partition, column) -> offsets.put(partition, column.asOf()));
        return offsets;
    }

    private BigDecimal sum(Function<Column, BigDecimal> part) {
        return columns.values().stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
