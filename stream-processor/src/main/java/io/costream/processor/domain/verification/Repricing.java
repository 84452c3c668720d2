package io.costream.processor.domain.verification;

import io.costream.pricing.Charge;
import io.costream.pricing.PriceBook;
import io.costream.processor.domain.verification.RawRecord.RawCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Prices calls again as of the revision that a posting names. Keeps the books of the last revisions. Not thread-safe. */
public final class Repricing {
    private static final int MOST_BOOKS = 8;

    private final Supplier<PriceBook> newest;
    private final Map<Long, PriceBook> books = new LinkedHashMap<>(MOST_BOOKS, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, PriceBook> eldest) {
            return size() > MOST_BOOKS;
        }
    };

    public Repricing(Supplier<PriceBook> newest) {
        this.newest = newest;
    }

    /** What the call costs at that revision; at the newest, which the charge then names, where there is none such. */
    Charge price(RawCall call, long revision) {
        PriceBook book = books.computeIfAbsent(revision, asked -> newest.get().asOf(asked));
        return book.price(call.consumption()).withFlags(call.usageFlags());
    }

    long newestRevision() {
        return newest.get().revision();
    }
}
