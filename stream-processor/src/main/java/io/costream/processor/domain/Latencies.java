package io.costream.processor.domain;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * How many calls took how long: counts by bucket, in microseconds. Each power of two is cut into 16 buckets of the same
 * width, so that the middle of a bucket is within 1/32 (3.2 %) of everything in it; below 32 microseconds a bucket is one
 * value. The counts of two sets of calls add up to those of both, exactly, in any order.
 *
 * <p>Kept as an array of the buckets that have calls, ascending: the bucket's number in the top ten bits, its count in
 * the others. A call in a bucket that is there changes one number and allocates nothing. Arrays belong to one cell each.
 */
final class Latencies {
    /** Calls that one bucket can count. */
    static final long MOST_CALLS = (1L << 53) - 1;

    static final long[] NONE = {};

    /** That of the longest latency there is. */
    static final int LAST_BUCKET = 959;

    private static final int COUNT_BITS = 54;
    private static final long COUNT = (1L << COUNT_BITS) - 1;
    /** Buckets of one power of two are 1 shifted by this. */
    private static final int PRECISION = 4;

    private Latencies() {}

    /** The bucket of a latency, which is above 0; greater for greater ones. */
    static int bucket(long micros) {
        int shift = Math.max(0, Long.SIZE - 1 - PRECISION - Long.numberOfLeadingZeros(micros));
        return (shift << PRECISION) + (int) (micros >>> shift);
    }

    /** The middle of a bucket. */
    static long middle(int bucket) {
        int shift = Math.max(0, (bucket >>> PRECISION) - 1);
        long first = (long) (bucket - (shift << PRECISION)) << shift;
        return first + ((1L << shift) - 1) / 2;
    }

    static long entry(int bucket, long count) {
        return ((long) bucket << COUNT_BITS) | count;
    }

    static int bucketOf(long entry) {
        return (int) (entry >>> COUNT_BITS);
    }

    static long countOf(long entry) {
        return entry & COUNT;
    }

    /** Counts one call: in the array itself where its bucket is there, else in a longer one. */
    static long[] with(long[] buckets, long micros) {
        int bucket = bucket(micros);
        int at = find(buckets, bucket);
        if (at < buckets.length && bucketOf(buckets[at]) == bucket) {
            buckets[at]++;
            return buckets;
        }
        long[] longer = new long[buckets.length + 1];
        System.arraycopy(buckets, 0, longer, 0, at);
        longer[at] = entry(bucket, 1);
        System.arraycopy(buckets, at, longer, at + 1, buckets.length - at);
        return longer;
    }

    /** Where the bucket is, or would be. Entries ascend by bucket as unsigned numbers. */
    private static int find(long[] buckets, int bucket) {
        int low = 0;
        int high = buckets.length;
        if (high > 0) {
            // No two entries are of one bucket; in a cell of many calls each bucket has its entry, and is here.
            int furthest = bucket - bucketOf(buckets[0]);
            if (furthest < high) {
                high = Math.max(0, furthest);
                if (bucketOf(buckets[high]) == bucket) {
                    return high;
                }
            }
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bucketOf(buckets[middle]) < bucket) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The calls of both; neither array is changed or kept. */
    static long[] sum(long[] one, long[] other) {
        long[] sum = new long[one.length + other.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            int order = Integer.compare(bucketOf(one[i]), bucketOf(other[j]));
            if (order == 0) {
                sum[size++] = one[i++] + countOf(other[j++]);
            } else {
                sum[size++] = order < 0 ? one[i++] : other[j++];
            }
        }
        while (i < one.length) {
            sum[size++] = one[i++];
        }
        while (j < other.length) {
            sum[size++] = other[j++];
        }
        return size == sum.length ? sum : Arrays.copyOf(sum, size);
    }

    static long count(long[] buckets) {
        long count = 0;
        for (long entry : buckets) {
            count += countOf(entry);
        }
        return count;
    }

    /** The middle of the bucket of the call that is this far from the shortest one, which is the first. */
    static long atRank(long[] buckets, long rank) {
        long left = rank;
        for (long entry : buckets) {
            left -= countOf(entry);
            if (left <= 0) {
                return middle(bucketOf(entry));
            }
        }
        throw new IllegalArgumentException("rank " + rank + " of " + count(buckets) + " calls");
    }

    /** Counts by the middle of their bucket, as text. */
    static String text(long[] buckets) {
        StringJoiner text = new StringJoiner(" ");
        for (long entry : buckets) {
            text.add(middle(bucketOf(entry)) + ":" + countOf(entry));
        }
        return text.toString();
    }
}
