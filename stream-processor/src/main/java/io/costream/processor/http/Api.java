package io.costream.processor.http;

import io.costream.pricing.PriceBook;
import io.costream.processor.ledger.BudgetTopics;
import io.costream.processor.query.Calendars;
import io.costream.processor.query.CallQueries;
import io.costream.processor.query.CellSource;
import io.costream.processor.query.UsageQueries;
import io.costream.processor.repricing.RepricingService;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything the API answers from.
 *
 * @param local the cells that peers may ask for
 * @param peers the other instances
 * @param snapshots whole partitions, for whoever verifies them
 * @param metrics in Prometheus' text format
 */
public record Api(
        UsageQueries usage,
        CallQueries calls,
        Calendars calendars,
        CellSource local,
        Peers peers,
        Snapshots snapshots,
        Supplier<PriceBook> prices,
        Terms terms,
        BudgetTopics budgets,
        RepricingService repricings,
        Health health,
        Supplier<String> metrics) {
    /** All routes. */
    List<Consumer<RoutesConfig>> routes() {
        Restoring restoring = new Restoring(health, peers);
        return List.of(
                new UsageRoutes(usage, calls, calendars, terms, repricings, restoring)::register,
                new CallRoutes(calls, usage, restoring)::register,
                new PriceRoutes(prices, peers)::register,
                new TenantRoutes(prices, terms, calendars, Clock.systemUTC())::register,
                new BudgetRoutes(budgets)::register,
                new RepricingRoutes(repricings, peers)::register,
                new OperationRoutes(usage, local, health, metrics)::register,
                new SnapshotRoutes(snapshots, restoring)::register,
                new PeerRoutes(local, prices, repricings, restoring)::register);
    }
}
