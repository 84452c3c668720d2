package io.costream.processor.repricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private final RunProgress progress = new RunProgress(() -> true);

    @Test
    void tellsTheRateAndTheTimeLeft() {
        progress.progress(3_000, 10_000);

        assertThat(progress.json(TimeUnit.SECONDS.toNanos(2)))
                .hasToString("{\"read\":3000,\"of\":10000,\"per_second\":1500,\"seconds_left\":5}");
    }

    @Test
    void doesNotGuessBeforeAnythingWasRead() {
        assertThat(progress.json(1)).hasToString("{\"read\":0,\"of\":0,\"per_second\":0,\"seconds_left\":null}");
    }

    @Test
    void passesOnThatTheProcessEnds() {
        assertThat(progress.isStopping()).isTrue();
    }
}
