package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyBufferTest {
    private final KeyBuffer key = new KeyBuffer();

    @ParameterizedTest
    @CsvSource({
        "acme, 'provider,model,operation,framework', HOUR, 2",
        "acme, 'provider,model,operation,framework', DAY, 4",
        "kämpfer-😀, 'user,provider,model', DAY, 1",
        "acme, 'tag.team,model', DAY, 1",
        "acme, total, MONTH, 0"
    })
    void holdsTheKeyThatIsStored(String tenant, String rollupName, WindowKind kind, int leading) {
        Rollup rollup = Rollup.named(rollupName);
        String[] values = {"øre", "m".repeat(300), "", "x"};
        long start = -5;

        CellKey.put(key.putText(tenant), rollup, kind, start, values, leading);

        byte[] expected =
                new CellKey(tenant, rollup, kind, start, List.of(values).subList(0, leading)).toBytes();
        assertThat(key.toBytes()).isEqualTo(expected);
        assertThat(key.is(expected)).isTrue();
        assertThat(key.hash()).isEqualTo(KeyBuffer.hash(expected));
    }

    @Test
    void isNoOtherKey() {
        key.putText("acme").putText("m");

        assertThat(key.is("acme\0m".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(key.is("acme\0m\0\0".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(key.is("acme\0n\0".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(key.cutTo(5).is("acme\0".getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void spreadsKeysThatDifferInOneByte() {
        Random random = new Random(20_261_123);
        byte[] bytes = new byte[61];
        random.nextBytes(bytes);
        Set<Long> all = new HashSet<>();
        Set<Integer> lowest = new HashSet<>();
        for (int at = 0; at < bytes.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] other = bytes.clone();
                other[at] = (byte) value;
                long hash = KeyBuffer.hash(other);
                all.add(hash);
                lowest.add((int) hash & 0xFFFF);
            }
        }

        assertThat(all).hasSize(1 + 61 * 255);
        // Of 15,556 keys in 65,536 places, 13,860 places are expected to be taken.
        assertThat(lowest).hasSizeGreaterThan(13_500);
    }
}
