package io.costream.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws numbers from 0 up, the lower the likelier: number n with a weight of 1 / (n + 1). Immutable. */
final class Zipf {
    private static final long LARGEST_WEIGHT = 1L << 32;

    private final long[] cumulated;

    Zipf(int numbers) {
        cumulated = new long[numbers];
        long sum = 0;
        for (int i = 0; i < numbers; i++) {
            sum += LARGEST_WEIGHT / (i + 1);
            cumulated[i] = sum;
        }
    }

    int draw(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulated, random.nextLong(cumulated[cumulated.length - 1]));
        return found >= 0 ? found + 1 : -found - 1;
    }
}
