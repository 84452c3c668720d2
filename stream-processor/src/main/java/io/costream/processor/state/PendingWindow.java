package io.costream.processor.state;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.KeyBuffer;
import org.jspecify.annotations.Nullable;

/** The calls of a tenant in one smallest window that are still to be added to its cells. For the stream thread alone. */
public final class PendingWindow extends LiveObjects.Entry {
    static final int NONE = -1;

    private static final LivePack[] NO_TOTALS = {};
    private static final long[] NO_STARTS = {};

    private @Nullable Calendar calendar;
    private long[] starts = NO_STARTS;
    private LivePack[] totals = NO_TOTALS;
    private int last = NONE;

    PendingWindow(byte[] key, long hash) {
        super(key, hash);
    }

    /** Whether it has begun, for windows of this calendar. */
    boolean isOf(Calendar other) {
        return other.equals(calendar);
    }

    boolean hasBegun() {
        return calendar != null;
    }

    /**
     * Begins to take calls.
     *
     * @param windowStarts of all windows of the calendar that hold this one, this one first
     * @param totalsOfThem where the tenant's totals of these windows are, each of which can take a million calls
     */
    void begin(Calendar windowsOf, long[] windowStarts, LivePack[] totalsOfThem) {
        calendar = windowsOf;
        starts = windowStarts;
        totals = totalsOfThem;
    }

    /** Puts what keys of the tenant's cells begin with. */
    void putTenant(KeyBuffer into) {
        CellKey.putTenant(into, key);
    }

    long start(int window) {
        return starts[window];
    }

    LivePack[] totals() {
        return totals;
    }

    /** Where the call stands that was taken last. */
    int last() {
        return last;
    }

    void last(int at) {
        last = at;
    }
}
