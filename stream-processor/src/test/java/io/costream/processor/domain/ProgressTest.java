package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.Progress.Fate;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void accountsForEveryOffset() {
        Progress progress = new Progress(1, 2, 10);

        progress.read(10, Fate.PRICED);
        progress.read(13, Fate.HELD);
        progress.release(Fate.REJECTED);

        assertThat(progress.read()).isEqualTo(2);
        assertThat(progress.skippedOffsets()).isEqualTo(2);
        assertThat(progress.nextOffset()).isEqualTo(14);
        assertThat(progress.count(Fate.HELD)).isZero();
        assertThat(progress.isBalanced()).isTrue();
        assertThat(progress.isNew(13)).isFalse();
    }

    @Test
    void readsBackWhatIsWritten() {
        Progress progress = new Progress(1, 2, 10);
        progress.read(12, Fate.DUPLICATE);
        progress.adjusted(4);

        Progress read = Progress.fromBytes(progress.toBytes());

        assertThat(read).usingRecursiveComparison().isEqualTo(progress);
        assertThat(read.isAdjustmentNew(4)).isFalse();
        assertThat(read.isOfTopic(1, 2)).isTrue();
    }
}
