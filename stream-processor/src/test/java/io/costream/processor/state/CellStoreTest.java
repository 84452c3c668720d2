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
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.WindowKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private static final byte[] KEY = new CellKey("acme", Rollup.TOTAL, WindowKind.ALL, 0, List.of()).toBytes();

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

    /** A call is counted, and one more is pending. */
    private PendingTotal count() {
        LivePack total = store.pack(new KeyBuffer().put(KEY));
        String[] values = {};
        store.add(total, total.find(values), values, aCall());
        PendingTotal pending = store.pendingTotal(new KeyBuffer().put(KEY));
        pending.begin(Calendar.UTC, new LivePack[] {total});
        store.add(pending, aCall());
        return pending;
    }

    private static Cell aCall() {
        CallFacts call = new CallFacts("acme", "", "m", "", "", "", "", 1, Outcome.OK, 0, Usage.NONE, Map.of());
        return Cell.of(call, Charge.unpriced(1, Set.of()));
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
    void addsWhatIsPendingToTheTotalsAfterAMillionCalls() {
        PendingTotal pending = count();
        for (int i = 2; i < 1_000_000; i++) {
            store.add(pending, aCall());
        }
        PendingTotal before = store.pendingTotal(new KeyBuffer().put(KEY));

        store.add(pending, aCall());

        assertThat(before).isSameAs(pending);
        assertThat(store.pendingTotal(new KeyBuffer().put(KEY)).isOf(Calendar.UTC))
                .isFalse();
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
