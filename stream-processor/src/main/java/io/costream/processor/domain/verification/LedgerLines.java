package io.costream.processor.domain.verification;

import io.costream.processor.domain.verification.Posted.PostedCharge;
import org.jspecify.annotations.Nullable;

/** The postings of one partition in the order of the ledger, seen one at a time. For one thread. */
public interface LedgerLines {
    /** The next one; null where the ledger holds no more. */
    @Nullable
    PostedCharge peek();

    /** As {@link #peek}, but waits for a posting that may still be on its way, once within a bounded time. */
    @Nullable
    PostedCharge await();

    /** Goes on to the one behind. */
    void take();
}
