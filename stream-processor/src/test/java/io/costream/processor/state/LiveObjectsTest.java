package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.KeyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveObjectsTest {
    private static final int MOST = 20;

    private final Map<Bytes, byte[]> below = new HashMap<>();
    private final LiveObjects<Counter> objects =
            new LiveObjects<>(MOST + 2, 2, (key, hash) -> new Counter(key, hash, below.get(Bytes.wrap(key))));

    private static final class Counter extends LiveObjects.Entry {
        int value;
        int weight = 1;

        Counter(byte[] key, long hash, byte @Nullable [] stored) {
            super(key, hash, key[0] == '-');
            value = stored == null ? 0 : stored[0];
        }

        @Override
        int weight() {
            return weight;
        }
    }

    private static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    private static Bytes key(int number) {
        return Bytes.wrap(bytes(number));
    }

    private Counter get(int number) {
        return objects.get(new KeyBuffer().put(bytes(number)));
    }

    private Counter increment(int number) {
        Counter entry = get(number);
        entry.value++;
        objects.changed(entry);
        return entry;
    }

    private void writeBack() {
        objects.writeBack(counter -> below.put(Bytes.wrap(counter.key), new byte[] {(byte) counter.value}));
    }

    @Test
    void writesEachChangedObjectOnce() {
        increment(1);
        increment(1);
        get(2);
        Map<Bytes, Integer> written = new HashMap<>();

        objects.writeBack(counter -> written.merge(Bytes.wrap(counter.key), counter.value, Integer::sum));
        objects.writeBack(counter -> written.merge(Bytes.wrap(counter.key), counter.value, Integer::sum));

        assertThat(written).containsExactly(Map.entry(key(1), 2));
    }

    @Test
    void dropsAnObjectThatIsNoLongerStored() {
        Counter dropped = increment(1);
        increment(2);
        writeBack();
        below.remove(key(1));

        objects.drop(bytes(1));
        objects.drop(bytes(3));

        assertThat(get(1)).isNotSameAs(dropped);
        assertThat(get(1).value).isZero();
        assertThat(get(2).value).isEqualTo(1);
    }

    @Test
    void readsBackWhatHasLeft() {
        Counter first = increment(1_000);
        writeBack();
        for (int i = 0; i < 3 * MOST; i++) {
            increment(i);
            writeBack();
        }

        assertThat(get(1_000)).isNotSameAs(first);
        assertThat(get(1_000).value).isEqualTo(1);
    }

    @Test
    void keepsWhatIsUsed() {
        Counter used = increment(1_000);
        for (int i = 0; i < 3 * MOST; i++) {
            increment(i);
            assertThat(increment(1_000)).isSameAs(used);
            writeBack();
        }

        assertThat(used.value).isEqualTo(1 + 3 * MOST);
    }

    @Test
    void keepsLastingOnesWhileBriefOnesComeAndGo() {
        Counter lasting = increment(1);
        Counter brief = increment(-1);
        for (int i = 2; i < 3 * MOST; i++) {
            increment(-i);
            writeBack();
        }

        assertThat(get(1)).isSameAs(lasting);
        assertThat(get(-1)).isNotSameAs(brief);
        assertThat(get(-1).value).isEqualTo(1);
    }

    @Test
    void keepsFewerOfThoseThatHaveGrown() {
        Counter first = increment(1);
        writeBack();
        Counter grown = increment(2);
        grown.weight = MOST;
        writeBack();
        Counter other = increment(3);
        other.weight = MOST;
        writeBack();

        assertThat(get(1)).isNotSameAs(first);
        assertThat(get(2)).isNotSameAs(grown);
        assertThat(get(3)).isSameAs(other);
    }

    @Test
    void countsNothingThatIsNoLongerHere() {
        increment(1).weight = MOST / 2;
        writeBack();
        objects.drop(bytes(1));
        Counter second = increment(2);
        second.weight = MOST / 2;
        writeBack();
        increment(3).weight = MOST;
        writeBack();

        // The young half became the old one once, not twice.
        assertThat(get(2)).isSameAs(second);
    }

    @Test
    void findsSeveralAtOnceWhileTheTableGrows() {
        LiveObjects<Counter> many = new LiveObjects<>(1_000_000, 0, (key, hash) -> new Counter(key, hash, null));
        KeyBuffer[] asked = new KeyBuffer[9];
        Counter[] found = new Counter[asked.length];
        Map<Integer, Counter> first = new HashMap<>();
        Random random = new Random(20_261_123);
        for (int i = 0; i < 2_000; i++) {
            List<Integer> numbers = random.ints(0, 10_000)
                    .distinct()
                    .limit(asked.length)
                    .boxed()
                    .toList();
            Arrays.setAll(asked, at -> new KeyBuffer().put(bytes(numbers.get(at))));

            many.get(asked, asked.length, found);

            for (int at = 0; at < asked.length; at++) {
                assertThat(found[at].key).isEqualTo(bytes(numbers.get(at)));
                first.putIfAbsent(numbers.get(at), found[at]);
                assertThat(found[at]).isSameAs(first.get(numbers.get(at)));
            }
        }
    }

    @Test
    void forgetsEverythingWithoutWritingIt() {
        Counter entry = increment(1);

        objects.clear();
        writeBack();

        assertThat(get(1)).isNotSameAs(entry);
        assertThat(below).isEmpty();
    }

    @Test
    void losesNoIncrementWhateverIsUsedInWhateverOrder() {
        Random random = new Random(20_261_122);
        Map<Bytes, Integer> expected = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            int number = random.nextInt(100);
            increment(number);
            expected.merge(key(number), 1, Integer::sum);
            if (random.nextInt(5) == 0) {
                writeBack();
            }
        }
        writeBack();

        expected.forEach((key, number) -> assertThat(below.get(key)[0]).isEqualTo((byte) (int) number));
    }
}
