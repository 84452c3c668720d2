package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.Progress.Fate;
import java.util.Arrays;
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
        progress.purgeTo(new PurgeHorizon(7));
        progress.countLate();

        Progress read = Progress.fromBytes(progress.toBytes());

        assertThat(read).usingRecursiveComparison().isEqualTo(progress);
        assertThat(read.isAdjustmentNew(4)).isFalse();
        assertThat(read.isOfTopic(1, 2)).isTrue();
        assertThat(read.horizon()).isEqualTo(new PurgeHorizon(7));
    }

    @Test
    void readsWhatWasWrittenBeforeWindowsWerePurged() {
        byte[] bytes = new Progress(1, 2, 10).toBytes();

        Progress read = Progress.fromBytes(Arrays.copyOf(bytes, bytes.length - 3 * Long.BYTES));

        assertThat(read.horizon()).isEqualTo(PurgeHorizon.NONE);
        assertThat(read.hasToRemove()).isFalse();
    }

    @Test
    void neverMovesTheHorizonBack() {
        Progress progress = new Progress(1, 2, 10);
        progress.purgeTo(new PurgeHorizon(7));

        progress.purgeTo(new PurgeHorizon(6));

        assertThat(progress.horizon()).isEqualTo(new PurgeHorizon(7));
    }

    @Test
    void hasToRemoveUntilAllIsRemoved() {
        Progress progress = new Progress(1, 2, 10);
        progress.purgeTo(new PurgeHorizon(7));
        boolean before = progress.hasToRemove();

        progress.removedTo(new PurgeHorizon(7));

        assertThat(before).isTrue();
        assertThat(progress.hasToRemove()).isFalse();
    }
}
