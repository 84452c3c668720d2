package io.costream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ZipfTest {
    @Test
    void drawsTheFirstNumberTwiceAsOftenAsTheSecond() {
        Zipf zipf = new Zipf(3);
        Random random = new Random(7);
        int[] drawn = new int[3];

        for (int i = 0; i < 110_000; i++) {
            drawn[zipf.draw(random)]++;
        }

        assertThat(drawn[0]).isBetween(59_000, 61_000);
        assertThat(drawn[1]).isBetween(29_000, 31_000);
        assertThat(drawn[2]).isBetween(19_000, 21_000);
    }
}
