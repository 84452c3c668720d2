package io.costream.processor.domain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which sequence numbers of one producer and key have been counted: all up to the highest, but for the gaps. That takes
 * a few numbers for any number of calls. Gaps are capped; what falls below the cap can no longer be told from a
 * duplicate. Mutable, not thread-safe.
 */
public final class ProducerSequence {
    /** What a sequence number turns out to be. */
    public enum Verdict {
        NEW,
        DUPLICATE,
        /** Lower than every gap still remembered: it cannot be told whether it was counted. */
        FORGOTTEN
    }

    /** How many gaps are remembered; the oldest goes first. */
    public static final int MOST_GAPS = 256;

    private long highest = -1;
    /** All below is forgotten, unless it was counted without a gap. */
    private long forgottenBelow;

    private long lastSeenMillis;
    /** First missing number to last missing number. */
    private final TreeMap<Long, Long> gaps = new TreeMap<>();

    /** Marks the number as counted, and tells whether it had been before. */
    public Verdict count(long sequence, long appendMillis) {
        lastSeenMillis = Math.max(lastSeenMillis, appendMillis);
        if (sequence > highest) {
            if (sequence > highest + 1) {
                gaps.put(highest + 1, sequence - 1);
                capGaps();
            }
            highest = sequence;
            return Verdict.NEW;
        }
        Map.Entry<Long, Long> gap = gaps.floorEntry(sequence);
        if (gap != null && sequence <= gap.getValue()) {
            fill(gap.getKey(), gap.getValue(), sequence);
            return Verdict.NEW;
        }
        return sequence < forgottenBelow ? Verdict.FORGOTTEN : Verdict.DUPLICATE;
    }

    private void fill(long first, long last, long sequence) {
        gaps.remove(first);
        if (first < sequence) {
            gaps.put(first, sequence - 1);
        }
        if (sequence < last) {
            gaps.put(sequence + 1, last);
            capGaps();
        }
    }

    private void capGaps() {
        while (gaps.size() > MOST_GAPS) {
            forgottenBelow = gaps.pollFirstEntry().getValue() + 1;
        }
    }

    /** Whether any number has been counted. */
    public boolean isStarted() {
        return highest >= 0;
    }

    /** How many numbers below the highest have not come. */
    public long missing() {
        return gaps.entrySet().stream()
                .mapToLong(gap -> gap.getValue() - gap.getKey() + 1)
                .sum();
    }

    /** When the producer was last heard of, in append time of its partition. */
    public long lastSeenMillis() {
        return lastSeenMillis;
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[10 * (4 + 2 * gaps.size())];
        int at = Varints.write(bytes, 0, highest);
        at = Varints.write(bytes, at, forgottenBelow);
        at = Varints.write(bytes, at, lastSeenMillis);
        at = Varints.write(bytes, at, gaps.size());
        for (Map.Entry<Long, Long> gap : gaps.entrySet()) {
            at = Varints.write(bytes, at, gap.getKey());
            at = Varints.write(bytes, at, gap.getValue() - gap.getKey());
        }
        return Arrays.copyOf(bytes, at);
    }

    public static ProducerSequence fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        ProducerSequence sequence = new ProducerSequence();
        sequence.highest = Varints.read(buffer);
        sequence.forgottenBelow = Varints.read(buffer);
        sequence.lastSeenMillis = Varints.read(buffer);
        long gaps = Varints.read(buffer);
        for (long i = 0; i < gaps; i++) {
            long first = Varints.read(buffer);
            sequence.gaps.put(first, first + Varints.read(buffer));
        }
        return sequence;
    }
}
