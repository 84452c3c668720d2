package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices calls without a price when their price arrives, and goes on with runs whose instance has died. One instance
 * does it: the one that owns the first partition. Works in a thread of its own.
 */
public final class AutomaticRepricing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AutomaticRepricing.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** After a change of prices: soon, and once more for calls that an instance priced before it had heard of them. */
    private static final List<Duration> LOOKS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(45));

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final RepricingService service;
    private final BooleanSupplier isOwner;
    private final LongSupplier revision;
    private final LongSupplier unpriced;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "automatic-repricing");
        made.setDaemon(true);
        return made;
    });
    private final Deque<Instant> looks = new ArrayDeque<>();
    private long seen = -1;

    /**
     * Not started yet.
     *
     * @param isOwner whether this instance owns the first partition now
     * @param revision the newest revision of the price book
     * @param unpriced how many calls came without a price, ever
     */
    public AutomaticRepricing(
            RepricingService service,
            BooleanSupplier isOwner,
            LongSupplier revision,
            LongSupplier unpriced,
            Clock clock) {
        this.service = service;
        this.isOwner = isOwner;
        this.revision = revision;
        this.unpriced = unpriced;
        this.clock = clock;
    }

    public void start() {
        var unused = thread.scheduleWithFixedDelay(
                this::lookSafely, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            if (!service.isClosing()) {
                LOG.atWarn().setCause(e).log("Calls without a price could not be priced now; it is tried again");
                looks.addFirst(clock.instant().plus(TRY_AGAIN));
            }
        }
    }

    private void look() {
        Instant now = clock.instant();
        if (revision.getAsLong() != seen) {
            seen = revision.getAsLong();
            looks.clear();
            LOOKS.forEach(delay -> looks.add(now.plus(delay)));
        }
        if (service.isClosing() || !isOwner.getAsBoolean()) {
            return;
        }
        service.unfinished().filter(run -> isOrphan(run, now)).ifPresent(service::work);
        if (!looks.isEmpty() && !looks.element().isAfter(now)) {
            looks.remove();
            priceUnpriced();
        }
    }

    /** A run of an instance that has said nothing for long; one that a person began is left to that person. */
    private static boolean isOrphan(Repricing run, Instant now) {
        return !run.getStartedBy().equals("command")
                && run.getUpdated()
                        .plus(RunPostings.SIGN_OF_LIFE.multipliedBy(6))
                        .isBefore(now);
    }

    private void priceUnpriced() {
        if (unpriced.getAsLong() == 0) {
            return;
        }
        Repricer repricer = service.repricer();
        RepricingResult found = repricer.dryRun(RepricingRequest.ALL_UNPRICED, RunObserver.NONE);
        if (found.sums().total().becamePriced() > 0) {
            service.work(repricer.begin(RepricingRequest.ALL_UNPRICED, "automatic"));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
