package io.costream.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.costream.processor.domain.KeyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class StoredKeysTest {
    private final StoredKeys keys = new StoredKeys();
    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("any").get();

    private static Bytes key(int number) {
        return Bytes.wrap(("tenant-" + number % 7 + "\0session-" + number).getBytes(StandardCharsets.UTF_8));
    }

    private static long hash(int number) {
        return KeyBuffer.hash(key(number).get());
    }

    private void fill(int from, int to) {
        IntStream.range(from, to).forEach(number -> store.put(key(number), new byte[0]));
    }

    private long maybeAmong(int from, int to) {
        return IntStream.range(from, to)
                .filter(number -> keys.mayHold(hash(number)))
                .count();
    }

    @Test
    void everyKeyMayBeThereUntilAllAreLearned() {
        fill(0, 100);

        keys.learn(store, 60);

        assertThat(maybeAmong(0, 200)).isEqualTo(200);
    }

    @Test
    void noStoredKeyIsEverDenied() {
        fill(0, 100_000);
        while (maybeAmong(1_000_000, 1_000_100) == 100) {
            keys.learn(store, 10_000);
            // Written while the rest is still to be learned.
            fill(100_000, 100_010);
            IntStream.range(100_000, 100_010).forEach(number -> keys.add(hash(number)));
        }

        assertThat(maybeAmong(0, 100_010)).isEqualTo(100_010);
    }

    @Test
    void fewKeysThatAreNotStoredAreTakenForStored() {
        keys.learn(store, 1);
        IntStream.range(0, 500_000).forEach(number -> keys.add(hash(number)));

        assertThat(maybeAmong(1_000_000, 1_100_000)).isLessThan(2_000);
    }

    @Test
    void itGivesUpRatherThanGrowForEver() {
        StoredKeys few = new StoredKeys(1 << 15);
        few.learn(store, 1);
        assertThat(few.mayHold(hash(1_000_000))).isFalse();

        IntStream.range(0, 60_000).forEach(number -> few.add(hash(number)));
        few.learn(store, 1);

        assertThat(few.mayHold(hash(1_000_000))).isTrue();
    }

    @Test
    void nothingIsKnownOnceItWasForgotten() {
        keys.learn(store, 1);
        assertThat(keys.mayHold(hash(1))).isFalse();

        keys.forget();

        assertThat(keys.mayHold(hash(1))).isTrue();
    }
}
