package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveObjectsTest {
    private static final int MOST = 20;

    private final Map<Bytes, byte[]> below = new HashMap<>();
    private final LiveObjects<Counter> objects = new LiveObjects<>(MOST, below::get, Counter::new);

    private static final class Counter extends LiveObjects.Entry {
        int value;
        int weight = 1;

        Counter(Bytes key, byte @Nullable [] stored) {
            super(key);
            value = stored == null ? 0 : stored[0];
        }

        @Override
        int weight() {
            return weight;
        }
    }

    private static Bytes key(int number) {
        return Bytes.wrap(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private Counter increment(int number) {
        Counter entry = objects.get(key(number));
        entry.value++;
        objects.changed(entry);
        return entry;
    }

    private void writeBack() {
        objects.writeBack(counter -> below.put(counter.key, new byte[] {(byte) counter.value}));
    }

    @Test
    void writesEachChangedObjectOnce() {
        increment(1);
        increment(1);
        objects.get(key(2));
        Map<Bytes, Integer> written = new HashMap<>();

        objects.writeBack(counter -> written.merge(counter.key, counter.value, Integer::sum));
        objects.writeBack(counter -> written.merge(counter.key, counter.value, Integer::sum));

        assertThat(written).containsExactly(Map.entry(key(1), 2));
    }

    @Test
    void dropsAnObjectThatIsNoLongerStored() {
        Counter dropped = increment(1);
        increment(2);
        writeBack();
        below.remove(key(1));

        objects.drop(key(1));
        objects.drop(key(3));

        assertThat(dropped.isLive()).isFalse();
        assertThat(objects.get(key(1)).value).isZero();
        assertThat(objects.get(key(2)).value).isEqualTo(1);
    }

    @Test
    void readsBackWhatHasLeft() {
        Counter first = increment(-1);
        writeBack();
        for (int i = 0; i < 3 * MOST; i++) {
            increment(i);
            writeBack();
        }

        assertThat(first.isLive()).isFalse();
        assertThat(objects.get(key(-1))).isNotSameAs(first);
        assertThat(objects.get(key(-1)).value).isEqualTo(1);
    }

    @Test
    void keepsWhatIsUsedThoughItIsNeverAskedForAgain() {
        Counter held = increment(-1);
        for (int i = 0; i < 3 * MOST; i++) {
            increment(i);
            held.value++;
            objects.changed(held);
            writeBack();
        }

        assertThat(held.isLive()).isTrue();
        assertThat(objects.get(key(-1))).isSameAs(held);
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

        assertThat(first.isLive()).isFalse();
        assertThat(grown.isLive()).isFalse();
        assertThat(objects.get(key(3))).isSameAs(other);
    }

    @Test
    void countsNothingThatIsNoLongerHere() {
        increment(1).weight = MOST / 2;
        writeBack();
        objects.drop(key(1));
        Counter second = increment(2);
        second.weight = MOST / 2;
        writeBack();
        increment(3).weight = MOST;
        writeBack();

        // The young half became the old one once, not twice.
        assertThat(second.isLive()).isTrue();
    }

    @Test
    void forgetsEverythingWithoutWritingIt() {
        Counter entry = increment(1);

        objects.clear();
        writeBack();

        assertThat(entry.isLive()).isFalse();
        assertThat(below).isEmpty();
    }

    @Test
    void losesNoIncrementWhateverIsUsedInWhateverOrder() {
        Random random = new Random(20_261_122);
        Map<Bytes, Integer> expected = new HashMap<>();
        Map<Integer, Counter> held = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            int number = random.nextInt(100);
            Counter entry = held.get(number);
            if (entry == null || !entry.isLive()) {
                entry = objects.get(key(number));
                held.put(number, entry);
            }
            entry.value++;
            objects.changed(entry);
            expected.merge(key(number), 1, Integer::sum);
            if (random.nextInt(5) == 0) {
                writeBack();
            }
        }
        writeBack();

        expected.forEach((key, number) -> assertThat(below.get(key)[0]).isEqualTo((byte) (int) number));
    }
}
