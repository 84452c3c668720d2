package io.costream.alerts.ledger;

import io.costream.alerts.domain.Spend;

/** A line of the ledger that moves money. Immutable. */
public record Posting(Kind kind, String callId, Spend spend) {
    /** What moved it. */
    public enum Kind {
        CHARGE,
        ADJUSTMENT
    }
}
