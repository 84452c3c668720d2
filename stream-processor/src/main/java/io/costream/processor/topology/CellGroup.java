package io.costream.processor.topology;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Rollup;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose cells of one rollup are in the same packs: they agree in the dimensions that lead and in the smallest window,
 * which lies within each of the larger ones. One object per rollup is set to call after call to look up with; what is kept
 * in a map is a copy.
 */
final class CellGroup {
    private final Rollup rollup;
    /** Of the dimensions that lead. */
    private final String[] values;

    private Calendar calendar = Calendar.UTC;
    private long startMicros;
    private String tenant = "";
    private int hash;

    CellGroup(Rollup rollup) {
        this.rollup = rollup;
        this.values = new String[rollup.leading()];
    }

    /** Becomes the group of a call whose smallest window of the rollup starts then. */
    void set(CallFacts call, Calendar newCalendar, long newStartMicros) {
        List<Dimension> dimensions = rollup.dimensions();
        calendar = newCalendar;
        startMicros = newStartMicros;
        tenant = call.tenant();
        int sum = 31 * tenant.hashCode() + Long.hashCode(startMicros);
        for (int i = 0; i < values.length; i++) {
            values[i] = dimensions.get(i).of(call);
            sum = 31 * sum + values[i].hashCode();
        }
        hash = 31 * sum + calendar.hashCode();
    }

    CellGroup copy() {
        CellGroup copy = new CellGroup(rollup);
        System.arraycopy(values, 0, copy.values, 0, values.length);
        copy.calendar = calendar;
        copy.startMicros = startMicros;
        copy.tenant = tenant;
        copy.hash = hash;
        return copy;
    }

    List<String> values() {
        return List.of(values);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof CellGroup other
                && hash == other.hash
                && startMicros == other.startMicros
                && tenant.equals(other.tenant)
                && Arrays.equals(values, other.values)
                && calendar.equals(other.calendar)
                && rollup.equals(other.rollup);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
