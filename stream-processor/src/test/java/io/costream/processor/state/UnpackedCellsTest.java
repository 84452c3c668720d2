package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.pricing.Charge;
import io.costream.pricing.Usage;
import io.costream.processor.domain.CallFacts;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.CellPack;
import io.costream.processor.domain.KeyBuffer;
import io.costream.processor.domain.Outcome;
import io.costream.processor.domain.PackFormat;
import io.costream.processor.domain.Rollup;
import io.costream.processor.domain.WindowKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class UnpackedCellsTest {
    private static final Rollup BY_USER = Rollup.named("user,provider,model");
    private static final Rollup BY_ALL = Rollup.named("provider,model,operation,framework");
    private static final int MODELS = 2 * CellPack.MOST;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("cells").get();
    private final LiveObjects<LivePack> packs =
            new LiveObjects<>(10, 0, (key, hash) -> new LivePack(key, hash, store.get(Bytes.wrap(key))));
    private final PackFormat format = new PackFormat();

    private static Cell aCall() {
        CallFacts call = new CallFacts("acme", "", "m", "", "", "u", "", 1, Outcome.OK, 0, Usage.NONE, Map.of());
        return Cell.of(call, Charge.unpriced(1, Set.of()));
    }

    /** Counts a call as the store does. */
    private void count(Rollup rollup, String... values) {
        int[] leading = rollup.leading();
        LivePack pack = packs.get(new KeyBuffer()
                .put(key(rollup, Arrays.copyOf(values, leading[0])).toBytes()));
        for (int i = 1; pack.find(values) < 0 && pack.isFull(); i++) {
            pack = packs.get(CellKey.narrow(new KeyBuffer().put(pack.key), values, leading[i - 1], leading[i]));
        }
        int place = pack.find(values);
        if (place < 0) {
            pack.cells.begin(values, aCall());
        } else {
            pack.cells.add(place, aCall());
        }
        packs.changed(pack);
        packs.writeBack(live -> store.put(Bytes.wrap(live.key), format.write(live.cells)));
    }

    private static CellKey key(Rollup rollup, String... values) {
        return new CellKey("acme", rollup, WindowKind.DAY, 0, List.of(values));
    }

    private Map<Bytes, Long> unpacked() {
        List<Bytes> keys = new ArrayList<>();
        Map<Bytes, Long> calls = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> cells = new UnpackedCells(store.all())) {
            while (cells.hasNext()) {
                Bytes peeked = cells.peekNextKey();
                KeyValue<Bytes, byte[]> next = cells.next();
                assertThat(next.key).isEqualTo(peeked);
                keys.add(next.key);
                calls.put(next.key, CellFormat.read(next.value).calls());
            }
        }
        assertThat(keys).isSorted().doesNotHaveDuplicates();
        return calls;
    }

    @Test
    void givesEachCellOnceByKeyAlsoThoseThatTheirRecordHadNoPlaceFor() {
        List<String> models = new ArrayList<>(
                IntStream.range(0, MODELS).mapToObj(model -> "m" + model).toList());
        Collections.shuffle(models, new Random(1));
        Map<Bytes, Long> expected = new TreeMap<>();
        for (String user : List.of("a", "a-longer", "b")) {
            for (String model : user.equals("b") ? models.subList(0, 3) : models) {
                for (String provider : Arrays.asList("p", "p")) {
                    count(BY_USER, user, provider, model);
                    expected.merge(
                            Bytes.wrap(key(BY_USER, user, provider, model).toBytes()), 1L, Long::sum);
                }
            }
        }

        assertThat(unpacked()).isEqualTo(expected);
        assertThat(store.approximateNumEntries()).isEqualTo(3 + 2L * (MODELS - CellPack.MOST));
    }

    @Test
    void givesCellsInTheirOrderThoughTheirRecordsAgreeInMoreAndMore() {
        Random random = new Random(5);
        Map<Bytes, Long> expected = new TreeMap<>();
        for (int i = 0; i < 4_000; i++) {
            String[] values = {"p" + random.nextInt(2), "m" + random.nextInt(3), "", "f" + random.nextInt(150)};
            count(BY_ALL, values);
            expected.merge(Bytes.wrap(key(BY_ALL, values).toBytes()), 1L, Long::sum);
        }

        assertThat(unpacked()).isEqualTo(expected);
        // One for all, one for each model of a provider, and one for each of the rest.
        assertThat(store.approximateNumEntries())
                .isEqualTo(1 + 2 * 3 + expected.size() - (1 + 2 * 3) * (long) CellPack.MOST);
    }

    @Test
    void givesABrokenRecordAsItIsAndGoesOn() {
        count(BY_USER, "a", "p", "m");
        count(BY_USER, "b", "p", "m");
        Bytes broken = Bytes.wrap(key(BY_USER, "a").toBytes());
        byte[] bytes = Arrays.copyOf(store.get(broken), 9);
        store.put(broken, bytes);
        List<KeyValue<Bytes, byte[]>> cells = new ArrayList<>();

        try (KeyValueIterator<Bytes, byte[]> all = new UnpackedCells(store.all())) {
            all.forEachRemaining(cells::add);
        }

        assertThat(cells.get(0)).isEqualTo(KeyValue.pair(broken, bytes));
        assertThat(cells.get(1).key)
                .isEqualTo(Bytes.wrap(key(BY_USER, "b", "p", "m").toBytes()));
        assertThat(cells).hasSize(2);
    }

    @Test
    void endsWithTheRecords() {
        assertThat(unpacked()).isEmpty();
    }
}
