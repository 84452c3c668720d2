package io.costream.alerts.topology;

import io.costream.alerts.domain.Column;
import io.costream.alerts.domain.SumKey;
import java.math.BigDecimal;
import java.time.Instant;

/** What a partition of the ledger tells those who watch budgets. */
sealed interface Message {
    /** The partition's whole part of a sum; it replaces the one before. */
    record Partial(SumKey key, int partition, Column column) implements Message {}

    /** The partition applies this revision of the budget, and has told all its sums up to it. Goes to every watcher. */
    record Answer(String budget, long revision, int partition) implements Message {}

    /** The partition does not sum this any more. Goes to every watcher. */
    record Forgotten(String meter, int partition, Reason reason) implements Message {
        enum Reason {
            /** The budget sums something else now. */
            METER_CHANGED,
            BUDGET_DELETED
        }
    }

    /** A single call cost more than the budget allows for one. */
    record Excess(String budget, String value, String call, Instant at, BigDecimal cost, int partition, long offset)
            implements Message {}
}
