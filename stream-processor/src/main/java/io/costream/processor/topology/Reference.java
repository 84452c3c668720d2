package io.costream.processor.topology;

import io.costream.pricing.PriceBook;
import io.costream.processor.domain.Calendar;

/** What calls are looked up in: the newest that is known, in memory. Safe for use by many threads. */
public interface Reference {
    /** The newest price book. */
    PriceBook prices();

    /** The calendar that the tenant's windows follow; UTC for one that was never declared. */
    Calendar calendar(String tenant);
}
