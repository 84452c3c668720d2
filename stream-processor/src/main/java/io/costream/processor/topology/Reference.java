package io.costream.processor.topology;

import io.costream.pricing.PriceBook;
import java.time.ZoneId;

/** What calls are looked up in: the newest that is known, in memory. Safe for use by many threads. */
public interface Reference {
    /** The newest price book. */
    PriceBook prices();

    /** The time zone whose calendar the tenant's windows follow; UTC for one that was never declared. */
    ZoneId zone(String tenant);
}
