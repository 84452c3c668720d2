package io.costream.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Rollups;
import io.costream.processor.state.CellStore;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CommitPaceTest {
    private static final long NOW = 1_800_000_000_000L;

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final CellStore cells = CellStore.builder(
                    Rollups.parse(Rollups.DEFAULT), tenant -> Calendar.UTC, CellStore.DEFAULT_MOST_LIVE)
            .build();

    @BeforeEach
    void keep() {
        CommitPace.keep(context, cells, Duration.ofMillis(200));
    }

    @Test
    void commitsWhatHasJustCome() {
        cells.processed(NOW - 50);

        look(NOW);

        assertThat(context.committed()).isTrue();
    }

    @Test
    void leavesWhatIsCaughtUpWithToTheLongerInterval() {
        cells.processed(NOW - Duration.ofMinutes(1).toMillis());

        look(NOW);

        assertThat(context.committed()).isFalse();
    }

    @Test
    void commitsNothingWhereNothingCame() {
        look(NOW);

        assertThat(context.committed()).isFalse();
    }

    @Test
    void looksSeveralTimesWithinTheInterval() {
        assertThat(context.scheduledPunctuators())
                .singleElement()
                .satisfies(look -> assertThat(look.getInterval()).isEqualTo(Duration.ofMillis(50)));
    }

    private void look(long nowMillis) {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(nowMillis);
    }
}
