package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.costream.pricing.Charge;
import io.costream.pricing.Usage;
import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.Outcome;
import io.costream.processor.domain.PackedCells;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.PurgeHorizon;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.WindowKind;
import io.costream.processor.domain.Windows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellStoreTest {
    private static final byte[] KEY = new CellKey("acme", Rollup.TOTAL, WindowKind.DAY, 0, List.of()).toBytes();

    @TempDir
    private Path stateFolder;

    private final KeyValueStore<Bytes, byte[]> below =
            Stores.inMemoryKeyValueStore("below").get();

    private CellStoreDriver driver;
    private CellStore store;

    /** As when the changelog's producer cannot send any more. */
    private static final class Broken extends InMemoryKeyValueStore {
        Broken() {
            super("broken");
        }

        @Override
        public synchronized void putAll(List<KeyValue<Bytes, byte[]>> entries) {
            throw new IllegalStateException("cannot be written");
        }
    }

    @BeforeEach
    void start() {
        driver = new CellStoreDriver(stateFolder, 10);
        store = driver.store();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    /** A call is counted, and pending. */
    private PendingWindow count() {
        CallFacts call = new CallFacts("acme", "", "m", "", "", "", "", 1, Outcome.OK, 0, Usage.NONE, Map.of());
        PendingWindow window = pendingWindow();
        store.pending().add(window, call, Cell.of(call, Charge.unpriced(1, Set.of())));
        return window;
    }

    private PendingWindow pendingWindow() {
        PendingWindow window = store.pending()
                .window(new KeyBuffer().putText("acme"), new Windows(Calendar.UTC), 1, PurgeHorizon.NONE);
        return Objects.requireNonNull(window);
    }

    @Test
    void writesWhatChangedToTheStoreBelow() {
        count();

        store.writeBack(below);

        assertThat(below.get(Bytes.wrap(KEY))).isNotNull();
    }

    @Test
    void tellsCellsOfAnotherFormFromItsOwn() {
        count();
        store.flushCache();
        store.forget();

        boolean own = store.isOfThisForm();
        // As a version before this form left it.
        store.read(actual -> actual.delete(Bytes.wrap(new byte[] {0, 4})));

        assertThat(own).isTrue();
        assertThat(store.isOfThisForm()).isFalse();
    }

    @Test
    void addsWhatIsPendingAfterSoManyCalls() {
        PendingWindow pending = count();
        for (int i = 2; i < PendingCalls.MOST_CALLS; i++) {
            count();
        }
        PendingWindow before = pendingWindow();

        count();

        assertThat(before).isSameAs(pending);
        assertThat(pendingWindow()).isNotSameAs(pending);
        store.writeBack(below);
        byte[] counted = below.get(Bytes.wrap(KEY));
        PackedCells cells = new PackedCells(KEY, counted);
        assertThat(cells.next()).isTrue();
        assertThat(cells.cell().calls()).isEqualTo(PendingCalls.MOST_CALLS);
    }

    @Test
    void holdsNoTotalBeyondAWriteBackThatMayLetGoOfIt() {
        PendingWindow without = pendingWindow();

        store.writeBack(below);

        assertThat(pendingWindow()).isNotSameAs(without);
    }

    @Test
    void keepsNothingOfAWriteBackThatFailed() {
        count();
        count();
        assertThatIllegalStateException().isThrownBy(() -> store.writeBack(new Broken()));
        // The transaction is rolled back, and Kafka Streams goes on with the same object.
        store.forget();
        store.begin(new Progress(1, 2, 0));

        store.writeBack(below);

        assertThat(below.get(Bytes.wrap(KEY))).isNull();
    }

    @Test
    void keepsNothingOfWhatIsPendingWhenItsTaskBeginsAgain() {
        count();
        store.writeBack(below);
        byte[] counted = below.get(Bytes.wrap(KEY));

        store.forget();
        count();
        store.forget();
        store.begin(new Progress(1, 2, 0));
        count();
        store.writeBack(below);

        assertThat(below.get(Bytes.wrap(KEY))).isEqualTo(counted);
    }
}
