package io.costream.alerts.topology;

import io.costream.alerts.domain.BudgetBook;
import io.costream.alerts.ledger.LedgerReader;
import io.costream.alerts.ledger.LedgerScanner;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the topology is made of. Immutable.
 *
 * @param budgets the newest book; another one whenever a budget has changed, never an older one
 * @param interval between two reports of changed sums and of standings
 */
public record AlertParts(
        Topics topics,
        SchemaRegistry registry,
        LedgerReader ledger,
        LedgerScanner scanner,
        Supplier<BudgetBook> budgets,
        Duration interval) {}
