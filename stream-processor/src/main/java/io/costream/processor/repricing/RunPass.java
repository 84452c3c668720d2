package io.costream.processor.repricing;

import io.costream.avro.Repricing;
import io.costream.pricing.Charge;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** One way of a run through the calls before its barriers. Not thread-safe. */
final class RunPass extends RepricingPass {
    /** What it is gone for. */
    enum Purpose {
        COUNT,
        POST
    }

    /** How long the tasks may take to meet the run's barriers. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunPostings postings;
    private final Purpose purpose;
    private boolean moved = true;
    private long lastMoved = System.nanoTime();

    RunPass(CallComparison comparison, RunPostings postings, Purpose purpose, RunObserver observer) {
        super(CallSelection.of(postings.run()), comparison, observer);
        this.postings = postings;
        this.purpose = purpose;
    }

    RepricingSums over(LedgerScan scan) {
        Repricing run = postings.run();
        Map<String, Long> barriers = run.getBarriers();
        return over(
                scan,
                IntStream.range(0, barriers.size())
                        .mapToObj(partition -> LedgerReach.toBarrier(
                                partition, run.getRun(), barriers.getOrDefault(Integer.toString(partition), 0L)))
                        .toList());
    }

    @Override
    void changed(LedgerCall call, Charge after) {
        if (purpose == Purpose.POST && postings.isDue(call)) {
            postings.post(call, after);
        }
    }

    @Override
    void passed(LedgerCall call) {
        moved = true;
        if (purpose == Purpose.POST && postings.isDue(call)) {
            postings.passed(call);
        }
    }

    @Override
    public void pause() {
        super.pause();
        postings.pause();
        long now = System.nanoTime();
        lastMoved = moved ? now : lastMoved;
        moved = false;
        if (now - lastMoved > PATIENCE.toNanos()) {
            throw new RunInterruptedException(
                    "the stream processor has not met the run's barriers for two minutes; is it running, and healthy?");
        }
    }
}
