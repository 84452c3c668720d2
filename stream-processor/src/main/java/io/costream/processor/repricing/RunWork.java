package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's work on one run. A broker that went away is waited for: the work begins again from what is committed.
 * Not thread-safe.
 */
final class RunWork {
    private static final Logger LOG = LoggerFactory.getLogger(RunWork.class);
    /** For how long a run goes on trying without getting on. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long PAUSE_MILLIS = 1_000;

    private final Repricer repricer;
    private final String name;
    private final RunObserver observer;
    private final String worker = UUID.randomUUID().toString();
    private boolean isMine;
    private Map<String, Long> reached = Map.of();
    private long lastSuccess = System.nanoTime();
    private @Nullable RepricingResult done;

    RunWork(Repricer repricer, String name, RunObserver observer) {
        this.repricer = repricer;
        this.name = name;
        this.observer = observer;
    }

    /**
     * Works until the run has ended.
     *
     * @throws RunInterruptedException if it has not ended, and can be resumed
     */
    RepricingResult untilDone() {
        while (true) {
            try (RunPostings postings = repricer.postings()) {
                return attempt(postings);
            } catch (InterruptException e) {
                throw new RunInterruptedException("interrupted", e);
            } catch (SerializationException e) {
                throw new RunInterruptedException("a record is not as it should be: " + e.getMessage(), e);
            } catch (KafkaException e) {
                waitAfter(e);
            }
        }
    }

    private RepricingResult attempt(RunPostings postings) {
        // Only now: whatever another process had left open has been decided by making the postings.
        Repricing committed = repricer.runs().find(name).orElseThrow();
        if (committed.getState() != RepricingState.RUNNING) {
            if (done == null) {
                throw new RunInterruptedException("another process has ended run " + name);
            }
            return new RepricingResult(committed, done.state(), done.sums());
        }
        if (isMine && !committed.getWorker().equals(worker)) {
            throw new RunInterruptedException("another process has taken over run " + name);
        }
        if (!committed.getPositions().equals(reached)) {
            reached = committed.getPositions();
            lastSuccess = System.nanoTime();
        }
        postings.goOn(committed, worker);
        isMine = true;
        return committed.getStrict() ? strictly(postings) : post(postings);
    }

    private RepricingResult strictly(RunPostings postings) {
        RepricingSums sums = go(pass(postings, RunPass.Purpose.COUNT));
        long unpriced = sums.total().unpriced();
        if (unpriced == 0) {
            return post(postings);
        }
        done = new RepricingResult(postings.run(), RepricingResult.FAILED, sums);
        return ended(postings.fail(
                done,
                unpriced + " calls have no price under revision "
                        + postings.run().getPriceRevision() + "; nothing was posted"));
    }

    private RepricingResult post(RunPostings postings) {
        RepricingSums sums = go(pass(postings, RunPass.Purpose.POST));
        done = new RepricingResult(postings.run(), RepricingResult.COMMITTED, sums);
        return ended(postings.finish(done));
    }

    private RunPass pass(RunPostings postings, RunPass.Purpose purpose) {
        return new RunPass(repricer.comparison(postings.run()), postings, purpose, observer);
    }

    private RepricingSums go(RunPass pass) {
        try (LedgerScan scan = repricer.scan()) {
            return pass.over(scan);
        }
    }

    private RepricingResult ended(Repricing run) {
        RepricingResult result = Objects.requireNonNull(done);
        return new RepricingResult(run, result.state(), result.sums());
    }

    private void waitAfter(KafkaException failure) {
        if (observer.isStopping() || System.nanoTime() - lastSuccess > PATIENCE.toNanos()) {
            throw new RunInterruptedException("Kafka does not answer as it should: " + failure.getMessage(), failure);
        }
        LOG.atWarn()
                .addKeyValue("run", name)
                .addKeyValue("cause", failure.toString())
                .log("A re-pricing run is held up and goes on from what is committed");
        try {
            // Long enough for a process that takes the run over to have said so.
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("interrupted", e);
        }
    }
}
