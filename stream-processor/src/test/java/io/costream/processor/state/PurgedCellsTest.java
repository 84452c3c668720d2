package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.WindowKind;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class PurgedCellsTest {
    private static final long DAY = 86_400_000_000L;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("cells").get();
    private final Progress progress = new Progress(1, 2, 0);
    private final PurgedCells purged = new PurgedCells(tenant -> Calendar.UTC, 2);

    @Test
    void removesNothingWhereNothingIsPurged() {
        putDays(0, 3);

        writeBack();

        assertThat(cells()).isEqualTo(3);
    }

    @Test
    void removesAFewWithEachWriteBack() {
        putDays(0, 5);
        progress.purgeTo(new PurgeHorizon(4 * DAY));

        writeBack();

        assertThat(cells()).isEqualTo(3);
        assertThat(progress.hasToRemove()).isTrue();
    }

    @Test
    void removesAllThatIsPurgedAndNothingElse() {
        putDays(0, 5);
        put(WindowKind.ALL, 0);
        store.put(StoredCells.PROGRESS, new byte[0]);
        progress.purgeTo(new PurgeHorizon(4 * DAY));

        writeBackToTheEnd();

        assertThat(cells()).isEqualTo(3);
        assertThat(store.get(key(WindowKind.DAY, 4 * DAY))).isNotNull();
        assertThat(store.get(key(WindowKind.ALL, 0))).isNotNull();
    }

    @Test
    void goesOverAllCellsAgainWhereTheHorizonHasMovedMeanwhile() {
        putDays(0, 6);
        progress.purgeTo(new PurgeHorizon(DAY));
        writeBack();
        progress.purgeTo(new PurgeHorizon(5 * DAY));

        writeBackToTheEnd();

        assertThat(cells()).isEqualTo(1);
    }

    @Test
    void beginsAnewWithTheTask() {
        putDays(0, 4);
        progress.purgeTo(new PurgeHorizon(4 * DAY));
        writeBack();
        purged.forget();
        putDays(0, 1);

        writeBackToTheEnd();

        assertThat(cells()).isZero();
    }

    private void writeBackToTheEnd() {
        while (progress.hasToRemove()) {
            writeBack();
        }
    }

    private void writeBack() {
        purged.remove(progress, store).forEach(store::delete);
    }

    private void putDays(int from, int to) {
        for (int day = from; day < to; day++) {
            put(WindowKind.DAY, day * DAY);
        }
    }

    private void put(WindowKind kind, long startMicros) {
        store.put(key(kind, startMicros), new byte[0]);
    }

    private static Bytes key(WindowKind kind, long startMicros) {
        return Bytes.wrap(new CellKey("acme", Rollup.TOTAL, kind, startMicros, List.of()).toBytes());
    }

    private int cells() {
        int number = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                all.next();
                number++;
            }
        }
        return number;
    }
}
