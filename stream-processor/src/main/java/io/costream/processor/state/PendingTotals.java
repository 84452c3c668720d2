package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.KeyBuffer;

/**
 * The sums of calls that are still to be added to the totals of their tenants: an hour's, a day's and a month's change with
 * every call of a tenant, by the same. For the stream thread alone.
 */
final class PendingTotals {
    /** Calls that are added up at most: as many as surely fit totals that are ample. */
    private static final int MOST_CALLS = 1_000_000;

    private final CellStore store;
    private final LiveObjects<PendingTotal> totals = new LiveObjects<>(Integer.MAX_VALUE, 0, PendingTotal::new);
    private int calls;

    PendingTotals(CellStore store) {
        this.store = store;
    }

    /** What is pending of the smallest window's record, whether or not it has begun. */
    PendingTotal get(KeyBuffer smallest) {
        return totals.get(smallest);
    }

    void add(PendingTotal to, Cell addend) {
        to.add(addend);
        totals.changed(to);
        calls++;
        if (calls >= MOST_CALLS) {
            settle();
        }
    }

    /** Adds to the totals what is pending; then nothing is. */
    void settle() {
        totals.writeBack(pending -> {
            for (LivePack total : pending.totals()) {
                store.addSum(total, pending.sum());
            }
        });
        forget();
    }

    void forget() {
        totals.clear();
        calls = 0;
    }
}
