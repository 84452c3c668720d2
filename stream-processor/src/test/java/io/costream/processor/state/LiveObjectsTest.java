package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class LiveObjectsTest {
    private static final int MOST = 20;

    private final Map<Bytes, byte[]> below = new HashMap<>();
    private final LiveObjects<int[]> objects =
            new LiveObjects<>(MOST, below::get, bytes -> new int[] {bytes[0]}, () -> new int[1]);

    private static Bytes key(int number) {
        return Bytes.wrap(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private LiveObjects.Entry<int[]> increment(int number) {
        LiveObjects.Entry<int[]> entry = objects.entry(key(number));
        entry.value[0]++;
        objects.changed(entry);
        return entry;
    }

    private void writeBack() {
        objects.writeBack((key, value) -> below.put(key, new byte[] {(byte) value[0]}));
    }

    @Test
    void writesEachChangedObjectOnce() {
        increment(1);
        increment(1);
        objects.entry(key(2));
        Map<Bytes, Integer> written = new HashMap<>();

        objects.writeBack((key, value) -> written.merge(key, value[0], Integer::sum));
        objects.writeBack((key, value) -> written.merge(key, value[0], Integer::sum));

        assertThat(written).containsExactly(Map.entry(key(1), 2));
    }

    @Test
    void readsBackWhatHasLeft() {
        LiveObjects.Entry<int[]> first = increment(-1);
        writeBack();
        for (int i = 0; i < 3 * MOST; i++) {
            increment(i);
            writeBack();
        }

        assertThat(first.isLive()).isFalse();
        assertThat(objects.entry(key(-1))).isNotSameAs(first);
        assertThat(objects.entry(key(-1)).value[0]).isEqualTo(1);
    }

    @Test
    void keepsWhatIsUsedThoughItIsNeverAskedForAgain() {
        LiveObjects.Entry<int[]> held = increment(-1);
        for (int i = 0; i < 3 * MOST; i++) {
            increment(i);
            held.value[0]++;
            objects.changed(held);
            writeBack();
        }

        assertThat(held.isLive()).isTrue();
        assertThat(objects.entry(key(-1))).isSameAs(held);
    }

    @Test
    void forgetsEverythingWithoutWritingIt() {
        LiveObjects.Entry<int[]> entry = increment(1);

        objects.clear();
        writeBack();

        assertThat(entry.isLive()).isFalse();
        assertThat(below).isEmpty();
    }

    @Test
    void losesNoIncrementWhateverIsUsedInWhateverOrder() {
        Random random = new Random(20_261_122);
        Map<Bytes, Integer> expected = new HashMap<>();
        Map<Integer, LiveObjects.Entry<int[]>> held = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            int number = random.nextInt(100);
            LiveObjects.Entry<int[]> entry = held.get(number);
            if (entry == null || !entry.isLive()) {
                entry = objects.entry(key(number));
                held.put(number, entry);
            }
            entry.value[0]++;
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
