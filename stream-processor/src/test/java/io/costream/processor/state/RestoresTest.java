package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoresTest {
    private static final TopicPartition CELLS = new TopicPartition("cells", 0);
    private static final TopicPartition SEQUENCES = new TopicPartition("sequences", 0);
    private static final TopicPartition OTHER_CELLS = new TopicPartition("cells", 1);

    private long nanos = Duration.ofHours(1).toNanos();
    private final Restores restores = new Restores(() -> nanos);

    @Test
    void saysNothingWhereNothingIsRestored() {
        assertThat(restores.progress()).isEmpty();
    }

    @Test
    void saysHowFarAPartitionIsOverAllItsStores() {
        begin(CELLS, 100, 1100);
        begin(SEQUENCES, 0, 1000);
        pass(Duration.ofSeconds(2));

        restored(CELLS, 599, 450);

        RestoreState state = restores.progress().orElseThrow().partitions().get(0);
        assertThat(state.restored()).isEqualTo(500);
        assertThat(state.total()).isEqualTo(2000);
        assertThat(state.perSecond()).isEqualTo(250);
        assertThat(state.left()).contains(Duration.ofSeconds(6));
        assertThat(state).hasToString("25 % of 2,000 records, 250 a second, 6 s left");
    }

    @Test
    void keepsPartitionsThatAreDoneUntilAllAre() {
        begin(CELLS, 0, 100);
        begin(OTHER_CELLS, 0, 300);
        pass(Duration.ofSeconds(1));

        restored(CELLS, 97, 98);
        restores.onRestoreEnd(CELLS, "cells", 98);

        RestoreProgress progress = restores.progress().orElseThrow();
        assertThat(progress.partitions().get(0).isDone()).isTrue();
        assertThat(progress.partitions().get(1).percent()).isZero();
        assertThat(progress.whole().percent()).isEqualTo(25);
    }

    @Test
    void endsWithTheLastPartition() {
        begin(CELLS, 0, 100);
        begin(OTHER_CELLS, 0, 300);

        restores.onRestoreEnd(CELLS, "cells", 98);
        restores.onRestoreEnd(OTHER_CELLS, "cells", 298);

        assertThat(restores.progress()).isEmpty();
    }

    @Test
    void forgetsAPartitionThatIsTakenAway() {
        begin(CELLS, 0, 100);
        begin(OTHER_CELLS, 0, 300);

        restores.onRestoreSuspended(OTHER_CELLS, "cells", 0);

        assertThat(restores.progress().orElseThrow().partitions()).containsOnlyKeys(0);
    }

    @Test
    void knowsNoTimeLeftBeforeTheFirstRecord() {
        begin(CELLS, 0, 100);
        pass(Duration.ofSeconds(1));

        RestoreState state = restores.progress().orElseThrow().whole();

        assertThat(state.left()).isEmpty();
        assertThat(state).hasToString("0 % of 100 records");
    }

    @Test
    void takesALogThatWasCutMeanwhileToBeDone() {
        begin(CELLS, 100, 40);

        RestoreState state = restores.progress().orElseThrow().whole();

        assertThat(state.percent()).isEqualTo(100);
        assertThat(state.left()).contains(Duration.ZERO);
    }

    @Test
    void countsRecordsOverAllRestores() {
        begin(CELLS, 0, 100);
        restored(CELLS, 99, 60);
        restores.onRestoreEnd(CELLS, "cells", 60);
        begin(OTHER_CELLS, 0, 100);

        restored(OTHER_CELLS, 9, 10);

        assertThat(restores.records()).isEqualTo(70);
    }

    private void begin(TopicPartition changelog, long from, long end) {
        restores.onRestoreStart(changelog, changelog.topic(), from, end);
    }

    private void restored(TopicPartition changelog, long lastOffset, long number) {
        restores.onBatchRestored(changelog, changelog.topic(), lastOffset, number);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
