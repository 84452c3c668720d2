package io.costream.processor.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRangeTest {
    private static final long LIMIT = 100;

    private static Repricing run(RepricingState state, long barrier, Map<String, Long> ends) {
        return Repricing.newBuilder()
                .setRun("at-" + barrier)
                .setState(state)
                .setPriceRevision(1)
                .setFrom(Instant.EPOCH)
                .setTo(Instant.EPOCH)
                .setStarted(Instant.EPOCH)
                .setUpdated(Instant.EPOCH)
                .setBarriers(Map.of("0", barrier))
                .setEnds(ends)
                .build();
    }

    private static List<RunRange> ranges(long logStart, Repricing... runs) {
        return RunRange.of(List.of(runs), 0, logStart, LIMIT);
    }

    @Test
    void runsAreInTheOrderOfTheLog() {
        Repricing second = run(RepricingState.COMMITTED, 40, Map.of("0", 50L));
        Repricing first = run(RepricingState.COMMITTED, 10, Map.of("0", 31L));

        assertThat(ranges(0, second, first)).containsExactly(new RunRange(10, 31), new RunRange(40, 50));
    }

    @Test
    void aRunThatPostedNothingHereIsNotReadAfter() {
        Repricing elsewhere = run(RepricingState.COMMITTED, 10, Map.of("1", 31L));

        assertThat(ranges(0, elsewhere)).isEmpty();
    }

    @Test
    void aRunThatHasNotEndedMayHavePostedUpToTheLimit() {
        Repricing active = run(RepricingState.RUNNING, 40, Map.of("0", 50L));

        assertThat(ranges(0, active)).containsExactly(new RunRange(40, LIMIT));
    }

    @Test
    void whatBeginsBehindTheLimitIsLeftOut() {
        Repricing reader = run(RepricingState.RUNNING, LIMIT, Map.of());
        Repricing later = run(RepricingState.COMMITTED, 90, Map.of("0", 120L));

        assertThat(ranges(0, reader, later)).containsExactly(new RunRange(90, LIMIT));
    }

    @Test
    void whatTheLogNoLongerHoldsIsLeftOut() {
        Repricing gone = run(RepricingState.COMMITTED, 10, Map.of("0", 31L));
        Repricing half = run(RepricingState.COMMITTED, 40, Map.of("0", 60L));

        assertThat(ranges(50, gone, half)).containsExactly(new RunRange(50, 60));
    }
}
