package io.costream.alerts.topology;

import io.costream.avro.Alert;
import io.costream.avro.BudgetStatuses;

/** What the application tells the world. */
sealed interface Notice {
    /** Where a budget stands now. */
    record Standing(BudgetStatuses statuses) implements Notice {}

    /** There is nothing current to say about the key any more. */
    record Ended() implements Notice {}

    record Raised(Alert alert) implements Notice {}
}
