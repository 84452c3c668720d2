package io.costream.processor.repricing;

import io.costream.processor.domain.Calendar;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.util.Map;
import java.util.function.Function;

/** Asks the ledger what its calls would have cost otherwise. Nothing is posted. Safe for use by many threads. */
public final class WhatIf {
    private final Map<String, Object> clientConfig;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final Function<String, Calendar> calendars;

    /**
     * Of one ledger.
     *
     * @param clientConfig how to connect
     * @param calendars of tenants
     */
    public WhatIf(
            Map<String, Object> clientConfig,
            SchemaRegistry registry,
            Topics topics,
            Function<String, Calendar> calendars) {
        this.clientConfig = Map.copyOf(clientConfig);
        this.registry = registry;
        this.topics = topics;
        this.calendars = calendars;
    }

    /**
     * Goes through the ledger as it is now.
     *
     * @throws RepricingRefusedException if it does not reach back to where the question begins
     */
    public WhatIfAnswer answer(WhatIfQuestion question, RunObserver observer) {
        new LedgerStart(clientConfig, topics).requireReachTo(question.from());
        try (LedgerScan scan = new LedgerScan(clientConfig, registry, topics)) {
            CallComparison comparison = new CallComparison(question.book(), new RepricingSums(calendars));
            WhatIfPass pass = new WhatIfPass(question, comparison, observer, scan.size());
            scan.read(scan.reaches(), pass);
            return pass.answer();
        }
    }
}
