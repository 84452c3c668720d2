package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import io.costream.pricing.PriceBook;
import io.costream.processor.domain.Calendar;
import io.costream.schemas.SchemaRegistry;
import io.costream.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Prices the calls of the ledger again. A dry run writes nothing. A run begins with a barrier in every partition: each
 * call is before it, and the run's, or behind it, and priced at the run's revision or a later one. It compares with
 * what was posted, adjustments of earlier runs included, and posts one adjustment for each call that changes. Safe for
 * use by many threads and processes: one run at a time works, and any process can resume one that was cut off.
 */
public final class Repricer {
    private static final DateTimeFormatter RUN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Map<String, Object> clientConfig;
    private final SchemaRegistry registry;
    private final Topics topics;
    private final Supplier<PriceBook> prices;
    private final Function<String, Calendar> calendars;
    private final Clock clock;
    private final RunLog runs;
    private final RunClients clients;

    /**
     * A repricer.
     *
     * @param clientConfig how to connect
     * @param prices the newest price book
     * @param calendars of tenants
     */
    public Repricer(
            Map<String, Object> clientConfig,
            SchemaRegistry registry,
            Topics topics,
            Supplier<PriceBook> prices,
            Function<String, Calendar> calendars,
            Clock clock) {
        this.clientConfig = Map.copyOf(clientConfig);
        this.registry = registry;
        this.topics = topics;
        this.prices = prices;
        this.calendars = calendars;
        this.clock = clock;
        this.runs = new RunLog(clientConfig, registry, topics);
        this.clients = new RunClients(clientConfig, topics);
    }

    /** Compares without posting anything: the ledger as it is now, unless a run is just changing it. */
    public RepricingResult dryRun(RepricingRequest request, RunObserver observer) {
        return dryRun(draft(request, "command"), observer);
    }

    RepricingResult dryRun(Repricing run, RunObserver observer) {
        require(run);
        try (LedgerScan scan = new LedgerScan(clientConfig, registry, topics)) {
            RepricingPass pass = new RepricingPass(CallSelection.of(run), comparison(run), observer);
            RepricingSums sums = pass.over(scan, scan.reaches());
            boolean refused = run.getStrict() && sums.total().unpriced() > 0;
            return new RepricingResult(run, refused ? RepricingResult.FAILED : RepricingResult.DRY_RUN, sums);
        }
    }

    /** Begins a run and works on it until it has ended. */
    public RepricingResult commit(RepricingRequest request, String startedBy, RunObserver observer) {
        return work(begin(request, startedBy), observer);
    }

    /** Begins a run: from here on it can be resumed. */
    public Repricing begin(RepricingRequest request, String startedBy) {
        Repricing run = draft(request, startedBy);
        require(run);
        RunStart start = new RunStart(clients, registry, topics, runs);
        start.requireNoneUnfinished();
        return start.begin(run);
    }

    /** Works on a run that was cut off; whoever still works on it stops. */
    public RepricingResult resume(String name, RunObserver observer) {
        Repricing run = runs.find(name)
                .orElseThrow(() -> new RepricingRefusedException(
                        "there is no run " + name + "; 'costream reprice list' names them"));
        if (run.getState() != RepricingState.RUNNING) {
            throw new RepricingRefusedException("run " + name + " has ended, there is nothing to resume");
        }
        return work(run, observer);
    }

    /** Works on a run that has begun until it has ended. */
    public RepricingResult work(Repricing run, RunObserver observer) {
        observer.begun(run.getRun());
        return new RunWork(this, run.getRun(), observer).untilDone();
    }

    RunPostings postings() {
        return new RunPostings(clients, registry, topics, clock);
    }

    LedgerScan scan() {
        return new LedgerScan(clientConfig, registry, topics);
    }

    /** What is known of all runs. */
    public RunLog runs() {
        return runs;
    }

    CallComparison comparison(Repricing run) {
        return new CallComparison(bookOf(run), new RepricingSums(calendars));
    }

    private PriceBook bookOf(Repricing run) {
        PriceBook newest = prices.get();
        if (newest.revision() < run.getPriceRevision()) {
            throw new RepricingRefusedException("revision " + run.getPriceRevision()
                    + " of the price book is not there; the newest is " + newest.revision());
        }
        return newest.asOf(run.getPriceRevision());
    }

    private void require(Repricing run) {
        if (run.getPriceRevision() < 1) {
            throw new RepricingRefusedException("revisions of the price book count from 1");
        }
        // Refuses a revision that is not there.
        bookOf(run);
        new LedgerStart(clientConfig, topics).requireReachTo(run.getFrom());
    }

    Repricing draft(RepricingRequest request, String startedBy) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Repricing.newBuilder()
                .setRun(RUN_NAME.format(now) + "-"
                        + UUID.randomUUID().toString().substring(0, 4))
                .setStartedBy(startedBy)
                .setTenant(request.tenant())
                .setProvider(request.provider())
                .setModel(request.model())
                .setFrom(request.from().truncatedTo(ChronoUnit.MICROS))
                .setTo(request.to().truncatedTo(ChronoUnit.MICROS))
                .setOnlyUnpriced(request.onlyUnpriced())
                .setStrict(request.strict())
                .setPriceRevision(
                        request.revision().orElseGet(() -> prices.get().revision()))
                .setStarted(now)
                .setUpdated(now)
                .build();
    }
}
