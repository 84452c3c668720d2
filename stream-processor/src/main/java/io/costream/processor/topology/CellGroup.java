package io.costream.processor.topology;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Rollup;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose cells of one rollup are in the same packs: they agree in the dimensions that lead and in the smallest window,
 * which lies within each of the larger ones. One object per rollup is set to call after call to look up with; what is kept
 * in a map is a copy.
 */
final class CellGroup {
    private final Rollup rollup;
    /** Of the dimensions that lead in any window. */
    private final String[] values;

    private Calendar calendar = Calendar.UTC;
    private long startMicros;
    private String tenant = "";
    private int hash;

    /** @param leading how many values its calls agree in */
    CellGroup(Rollup rollup, int leading) {
        this.rollup = rollup;
        this.values = new String[leading];
    }

    /**
     * Becomes the group of a call.
     *
     * @param newValues of all dimensions
     * @param newStartMicros when the smallest window of the rollup starts that holds the call
     */
    void set(String newTenant, String[] newValues, Calendar newCalendar, long newStartMicros) {
        calendar = newCalendar;
        startMicros = newStartMicros;
        tenant = newTenant;
        int sum = 31 * tenant.hashCode() + Long.hashCode(startMicros);
        for (int i = 0; i < values.length; i++) {
            values[i] = newValues[i];
            sum = 31 * sum + values[i].hashCode();
        }
        hash = 31 * sum + calendar.hashCode();
    }

    CellGroup copy() {
        CellGroup copy = new CellGroup(rollup, values.length);
        System.arraycopy(values, 0, copy.values, 0, values.length);
        copy.calendar = calendar;
        copy.startMicros = startMicros;
        copy.tenant = tenant;
        copy.hash = hash;
        return copy;
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
