package io.costream.processor.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    private static final int PERCENT = 100;

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 1_000, 999_999, 1L << 40, (1L << 40) - 1, Long.MAX_VALUE})
    void aBucketsMiddleIsNearEveryLatencyInIt(long micros) {
        long middle = Latencies.middle(Latencies.bucket(micros));

        assertThat(Math.abs(middle - micros)).isLessThanOrEqualTo(micros / 32);
        assertThat(Latencies.bucket(middle)).isEqualTo(Latencies.bucket(micros));
    }

    @Test
    void bucketsFollowUponOneAnotherWithoutAGap() {
        assertThat(Latencies.bucket(1)).isEqualTo(1);
        assertThat(Latencies.bucket(Long.MAX_VALUE)).isEqualTo(Latencies.LAST_BUCKET);
        for (int power = 1; power < Long.SIZE - 1; power++) {
            long first = 1L << power;
            assertThat(Latencies.bucket(first) - Latencies.bucket(first - 1)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void aPercentileIsNearThatOfTheSortedList(long seed) {
        long[] micros = latencies(new Random(seed), 1_000);
        long[] sorted = micros.clone();
        Arrays.sort(sorted);

        long[] buckets = buckets(micros);

        for (int percent = 1; percent <= PERCENT; percent++) {
            long rank = (long) sorted.length * percent / PERCENT;
            long exact = sorted[(int) rank - 1];
            assertThat(Math.abs(Latencies.atRank(buckets, rank) - exact))
                    .as("seed %d, %d %%", seed, percent)
                    .isLessThanOrEqualTo(exact / 32);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void aSumIsTheSameAsCountingAllCalls(long seed) {
        Random random = new Random(seed);
        long[] one = latencies(random, random.nextInt(200));
        long[] other = latencies(random, random.nextInt(200));
        long[] third = latencies(random, random.nextInt(200));

        long[] sum = Latencies.sum(Latencies.sum(buckets(third), buckets(one)), buckets(other));

        long[] all = LongStream.concat(
                        LongStream.of(one), LongStream.concat(LongStream.of(other), LongStream.of(third)))
                .toArray();
        assertThat(sum).as("seed %d", seed).isEqualTo(buckets(all));
        assertThat(Latencies.count(sum)).isEqualTo(all.length);
    }

    @Test
    void aSumLeavesItsPartsAsTheyAre() {
        long[] part = buckets(5);

        Latencies.with(Latencies.sum(Latencies.NONE, part), 5);

        assertThat(Latencies.countOf(part[0])).isEqualTo(1);
    }

    @Test
    void allocatesNothingForABucketThatIsThere() {
        long[] buckets = buckets(1_000_000, 20_000_000);

        assertThat(Latencies.with(buckets, 1_000_001)).isSameAs(buckets);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void countsEachCallInItsBucket(long seed) {
        Random random = new Random(seed);
        long[] micros = random.longs(500, 1, 1 << random.nextInt(3, 25)).toArray();
        Map<Integer, Long> expected = new TreeMap<>();
        LongStream.of(micros).forEach(one -> expected.merge(Latencies.bucket(one), 1L, Long::sum));

        long[] buckets = buckets(micros);

        assertThat(LongStream.of(buckets).mapToObj(Latencies::bucketOf))
                .as("seed %d", seed)
                .containsExactlyElementsOf(expected.keySet());
        assertThat(LongStream.of(buckets).mapToObj(Latencies::countOf)).containsExactlyElementsOf(expected.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void readsBackWhatIsWritten(long seed) {
        Random random = new Random(seed);
        long[] buckets = Latencies.sum(buckets(latencies(random, 300)), new long[] {
            Latencies.entry(0, 7), Latencies.entry(3, 8), Latencies.entry(Latencies.LAST_BUCKET, Latencies.MOST_CALLS)
        });
        byte[] bytes = new byte[buckets.length * LatencyFormat.LARGEST];

        int end = LatencyFormat.write(bytes, 0, buckets);

        assertThat(LatencyFormat.read(ByteBuffer.wrap(bytes, 0, end)))
                .as("seed %d", seed)
                .isEqualTo(buckets);
    }

    @Test
    void takesTwoBytesForACallOfAMinute() {
        byte[] bytes = new byte[LatencyFormat.LARGEST];

        assertThat(LatencyFormat.write(bytes, 0, buckets(60_000_000))).isEqualTo(2);
    }

    @Test
    void refusesABucketThatNoLatencyHas() {
        byte[] bytes = new byte[LatencyFormat.LARGEST];
        int end = LatencyFormat.write(bytes, 0, new long[] {Latencies.entry(Latencies.LAST_BUCKET + 1, 1)});

        assertThatThrownBy(() -> LatencyFormat.read(ByteBuffer.wrap(bytes, 0, end)))
                .hasMessageContaining("bucket 960");
    }

    /** Of every magnitude there is, many in a bucket with others. */
    private static long[] latencies(Random random, int number) {
        return LongStream.range(0, number)
                .map(i -> (random.nextLong() >>> (1 + random.nextInt(Long.SIZE - 1))) + 1)
                .map(micros -> random.nextBoolean() ? micros : 1_000_000 + random.nextInt(100_000))
                .map(micros -> micros == Long.MIN_VALUE ? Long.MAX_VALUE : micros)
                .toArray();
    }

    private static long[] buckets(long... micros) {
        long[] buckets = Latencies.NONE;
        for (long one : micros) {
            buckets = Latencies.with(buckets, one);
        }
        return buckets;
    }
}
