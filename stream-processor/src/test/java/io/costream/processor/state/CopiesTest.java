package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private static final TopicPartition CELLS = new TopicPartition("cells", 3);
    private static final TopicPartition SEQUENCES = new TopicPartition("sequences", 3);
    private static final TaskId TASK = new TaskId(0, 3);

    private final Copies copies = new Copies();

    @Test
    void saysWhatAllStoresOfAPartitionHaveToReadStill() {
        copies.onUpdateStart(CELLS, "cells", 0);
        copies.onUpdateStart(SEQUENCES, "sequences", 0);

        copies.onBatchLoaded(CELLS, "cells", TASK, 49, 50, 80);
        copies.onBatchLoaded(SEQUENCES, "sequences", TASK, 9, 10, 17);

        assertThat(copies.behind()).containsExactly(entry(3, 37L));
    }

    @Test
    void saysNothingOfACopyOfWhichNothingHasCome() {
        copies.onUpdateStart(CELLS, "cells", 0);

        assertThat(copies.behind()).isEmpty();
    }

    @Test
    void forgetsACopyThatIsNoneAnyMore() {
        copies.onUpdateStart(CELLS, "cells", 0);
        copies.onBatchLoaded(CELLS, "cells", TASK, 49, 50, 80);

        copies.onUpdateSuspended(CELLS, "cells", 49, 80, SuspendReason.PROMOTED);

        assertThat(copies.behind()).isEmpty();
    }
}
