package io.costream.processor.domain;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The stored form of {@link Latencies}, to the end of its cell: for each bucket how far it is from the one before, with
 * small counts in the same number. So most buckets take a byte, and the one of a single call two.
 */
final class LatencyFormat {
    /** Bytes of one bucket at most. */
    static final int LARGEST = 2 + 10;

    private static final int COUNT_BITS = 3;
    /** Counts from here on follow in a number of their own. */
    private static final int LARGE = (1 << COUNT_BITS) - 1;

    private LatencyFormat() {}

    /** Writes all buckets, and returns where they end. */
    static int write(byte[] bytes, int from, long[] buckets) {
        int at = from;
        int before = 0;
        for (long entry : buckets) {
            int bucket = Latencies.bucketOf(entry);
            long count = Latencies.countOf(entry);
            int distance = bucket - before;
            // A count is never 0: one less is written.
            at = Varints.writeUnsigned(bytes, at, ((long) distance << COUNT_BITS) | Math.min(count - 1, LARGE));
            if (count > LARGE) {
                at = Varints.writeUnsigned(bytes, at, count - 1 - LARGE);
            }
            before = bucket;
        }
        return at;
    }

    /** Reads all that is left. */
    static long[] read(ByteBuffer buffer) {
        if (!buffer.hasRemaining()) {
            return Latencies.NONE;
        }
        long[] buckets = new long[buffer.remaining()];
        int size = 0;
        int bucket = 0;
        while (buffer.hasRemaining()) {
            long number = Varints.readUnsigned(buffer);
            long count = 1 + (number & LARGE);
            if (count > LARGE) {
                count += Varints.readUnsigned(buffer);
            }
            bucket += (int) (number >>> COUNT_BITS);
            if (bucket < 0 || bucket > Latencies.LAST_BUCKET) {
                throw new IllegalArgumentException("no latency is in bucket " + bucket);
            }
            buckets[size++] = Latencies.entry(bucket, count);
        }
        return Arrays.copyOf(buckets, size);
    }
}
