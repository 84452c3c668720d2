package io.costream.processor;

import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.prices.ReferenceData;
import io.costream.processor.query.CellSource;
import io.costream.processor.query.UsageQueries;
import io.costream.processor.repricing.AutomaticRepricing;
import io.costream.processor.repricing.Repricer;
import io.costream.processor.repricing.RepricingService;
import io.costream.processor.repricing.RunLog;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.TopicTable;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of an instance prices history again, wired. */
final class Repricings implements AutoCloseable {
    private final RepricingService service;
    private final ReferenceData reference;
    private final boolean automatic;
    private volatile @Nullable AutomaticRepricing running;

    private Repricings(RepricingService service, ReferenceData reference, boolean automatic) {
        this.service = service;
        this.reference = reference;
        this.automatic = automatic;
    }

    static Repricings of(ProcessorConfig config, SchemaRegistry registry, ReferenceData reference) {
        RunLog runs = new RunLog(config.clients(), registry, config.topics());
        RepricingService service = new RepricingService(
                new Repricer(
                        config.clients(),
                        registry,
                        config.topics(),
                        reference::prices,
                        reference::calendar,
                        Clock.systemUTC()),
                TopicTable.start(config.clients(), config.topics().repricings(), runs::decode));
        return new Repricings(service, reference, config.repricesUnpriced());
    }

    RepricingService service() {
        return service;
    }

    /** Begins to price calls without a price by itself, where that is wanted. */
    void start(CellSource local, UsageQueries usage) {
        if (automatic) {
            AutomaticRepricing started = new AutomaticRepricing(
                    service,
                    () -> local.scan(List.of()).stream().anyMatch(cells -> cells.partition() == 0),
                    () -> reference.prices().revision(),
                    () -> unpriced(usage),
                    Clock.systemUTC());
            running = started;
            started.start();
        }
    }

    private static long unpriced(UsageQueries usage) {
        return usage.progress().partitions().values().stream()
                .flatMap(cells -> cells.progress().stream())
                .mapToLong((Progress progress) -> progress.count(Fate.UNPRICED))
                .sum();
    }

    @Override
    public void close() {
        AutomaticRepricing started = running;
        if (started != null) {
            started.close();
        }
        service.close();
    }
}
