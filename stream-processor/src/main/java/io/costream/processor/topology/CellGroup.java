package io.costream.processor.topology;

import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Rollup;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that belong to the same cells of one rollup: they agree in its dimensions and in its smallest window, which
 * lies within each of the larger ones.
 */
final class CellGroup {
    private final Rollup rollup;
    private final ZoneId zone;
    private final long startMicros;
    private final String tenant;
    private final String[] values;
    private final int hash;

    private CellGroup(Rollup rollup, ZoneId zone, long startMicros, String tenant, String[] values) {
        this.rollup = rollup;
        this.zone = zone;
        this.startMicros = startMicros;
        this.tenant = tenant;
        this.values = values;
        int sum = 31 * rollup.code() + zone.hashCode();
        sum = 31 * sum + Long.hashCode(startMicros);
        sum = 31 * sum + tenant.hashCode();
        this.hash = 31 * sum + Arrays.hashCode(values);
    }

    /** The group of a call whose smallest window of the rollup starts then. */
    static CellGroup of(CallFacts call, Rollup rollup, ZoneId zone, long startMicros) {
        List<Dimension> dimensions = rollup.dimensions();
        String[] values = new String[dimensions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = dimensions.get(i).of(call);
        }
        return new CellGroup(rollup, zone, startMicros, call.tenant(), values);
    }

    List<String> values() {
        return List.of(values);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof CellGroup other
                && hash == other.hash
                && rollup == other.rollup
                && startMicros == other.startMicros
                && tenant.equals(other.tenant)
                && Arrays.equals(values, other.values)
                && zone.equals(other.zone);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
