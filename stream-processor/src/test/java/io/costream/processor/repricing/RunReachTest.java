package io.costream.processor.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.avro.Repricing;
import io.costream.avro.RepricingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReachTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(10));

    private static Repricing run(String name, RepricingState state, Map<String, Long> ends) {
        return Repricing.newBuilder()
                .setRun(name)
                .setState(state)
                .setFrom(FROM)
                .setTo(TO)
                .setPriceRevision(2)
                .setStarted(TO)
                .setUpdated(TO)
                .setBarriers(Map.of("0", 10L, "1", 10L))
                .setEnds(ends)
                .build();
    }

    private static Optional<String> named(
            Repricing run, String tenant, Instant from, Instant to, Map<Integer, Long> adjustedTo) {
        return RunReach.of(List.of(run))
                .unfinishedIn(tenant, from, to, adjustedTo)
                .map(Repricing::getRun);
    }

    @Test
    void aRunThatWorksIsNamed() {
        assertThat(named(run("a", RepricingState.RUNNING, Map.of()), "", FROM, TO, Map.of(0, 5L)))
                .contains("a");
    }

    @Test
    void aRunThatHasEndedIsNamedUntilItsLastAdjustmentIsInTheTotals() {
        Repricing ended = run("a", RepricingState.COMMITTED, Map.of("0", 20L, "1", 30L));

        assertThat(named(ended, "", FROM, TO, Map.of(0, 20L, 1, 29L))).contains("a");
        assertThat(named(ended, "", FROM, TO, Map.of(0, 20L, 1, 30L))).isEmpty();
    }

    @Test
    void aRunAboutOtherCallsIsNotNamed() {
        Repricing run = run("a", RepricingState.RUNNING, Map.of());
        Repricing ofTenant = Repricing.newBuilder(run).setTenant("acme").build();

        assertThat(named(run, "", TO, TO.plusSeconds(1), Map.of())).isEmpty();
        assertThat(named(run, "", FROM.minusSeconds(1), FROM, Map.of())).isEmpty();
        assertThat(named(ofTenant, "globex", FROM, TO, Map.of())).isEmpty();
        assertThat(named(ofTenant, "acme", FROM, TO, Map.of())).contains("a");
    }

    @Test
    void anAnswerIsAheadOfTheRunsUntilTheRecordOfWhatItHoldsIsKnown() {
        RunReach begun = RunReach.of(List.of(run("a", RepricingState.RUNNING, Map.of())));
        RunReach further = RunReach.of(List.of(run("a", RepricingState.RUNNING, Map.of("0", 20L))));

        assertThat(begun.isBehind(Map.of(0, 11L))).isFalse();
        assertThat(begun.isBehind(Map.of(0, 12L))).isTrue();
        assertThat(further.isBehind(Map.of(0, 20L))).isFalse();
    }
}
