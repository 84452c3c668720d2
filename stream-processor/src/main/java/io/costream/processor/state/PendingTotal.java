package io.costream.processor.state;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Cell;
import org.jspecify.annotations.Nullable;

/**
 * What calls of a tenant add to its totals of all windows that hold the smallest one: added up first, and added to the totals
 * together, at the latest with the next write-back. For the stream thread alone.
 */
public final class PendingTotal extends LiveObjects.Entry {
    private static final LivePack[] NONE = {};

    private final Cell sum = new Cell();
    private LivePack[] totals = NONE;
    private @Nullable Calendar calendar;

    PendingTotal(byte[] key, long hash) {
        super(key, hash);
    }

    /** Whether it has begun, for windows of this calendar. */
    public boolean isOf(Calendar other) {
        return other.equals(calendar);
    }

    /**
     * Begins, where it has not: from the next call on.
     *
     * @param windows of the totals
     * @param begun the totals, which hold a call already
     */
    public void begin(Calendar windows, LivePack[] begun) {
        for (LivePack total : begun) {
            if (calendar != null || !total.isAmple(0)) {
                return;
            }
        }
        calendar = windows;
        totals = begun;
    }

    void add(Cell addend) {
        sum.addWithLatency(addend);
    }

    Cell sum() {
        return sum;
    }

    LivePack[] totals() {
        return totals;
    }
}
