package io.costream.processor.domain;

import java.nio.ByteBuffer;

/**
 * How far one partition of calls has been counted, and what became of each call read: priced, unpriced, duplicate,
 * rejected or held. Kept with the cells and written in the same transaction, so that it is the truth about them.
 * Mutable, not thread-safe.
 */
@SuppressWarnings("EnumOrdinal")
public final class Progress {
    /** What became of a call; the order is part of the stored form. */
    public enum Fate {
        PRICED,
        UNPRICED,
        DUPLICATE,
        REJECTED,
        /** Waits until it can be decoded; counted again, under another fate, when it goes on. */
        HELD
    }

    private static final Fate[] FATES = Fate.values();
    private static final int BYTES = (11 + FATES.length) * Long.BYTES;

    /** The topic's id when the first call was read: a topic of the same name made anew has another. */
    private final long topicIdHigh;

    private final long topicIdLow;
    private final long firstOffset;
    private long nextOffset;
    private long nextAdjustment;
    private long skippedOffsets;
    private final long[] fates = new long[FATES.length];
    private long heldAdjustments;
    private long priceFloor;
    private PurgeHorizon horizon = PurgeHorizon.NONE;
    private PurgeHorizon purgedTo = PurgeHorizon.NONE;
    private long lateCalls;

    /** Nothing read yet; the log begins at the first offset. */
    public Progress(long topicIdHigh, long topicIdLow, long firstOffset) {
        this.topicIdHigh = topicIdHigh;
        this.topicIdLow = topicIdLow;
        this.firstOffset = firstOffset;
        this.nextOffset = firstOffset;
    }

    /** Whether the call at this offset is still to be counted; if not, the log is being read again. */
    public boolean isNew(long offset) {
        return offset >= nextOffset;
    }

    /** Takes note of a call at an offset not below {@link #nextOffset}; what lies between held no committed record. */
    public void read(long offset, Fate fate) {
        skippedOffsets += offset - nextOffset;
        nextOffset = offset + 1;
        fates[fate.ordinal()]++;
    }

    /** A held call goes on. */
    public void release(Fate fate) {
        fates[Fate.HELD.ordinal()]--;
        fates[fate.ordinal()]++;
    }

    public boolean isAdjustmentNew(long offset) {
        return offset >= nextAdjustment;
    }

    public void adjusted(long offset) {
        nextAdjustment = offset + 1;
    }

    /** All adjustments below are in the totals, or held. */
    public long nextAdjustment() {
        return nextAdjustment;
    }

    /** All adjustments below are in the totals; 0 while some are held. */
    public long adjustedTo() {
        return heldAdjustments == 0 ? nextAdjustment : 0;
    }

    /** An adjustment or barrier waits, and with it all behind it. */
    public void holdAdjustment() {
        heldAdjustments++;
    }

    public void releaseAdjustment() {
        heldAdjustments--;
    }

    public long heldAdjustments() {
        return heldAdjustments;
    }

    /** From now on no call is priced under a revision below this one. */
    public void raisePriceFloor(long revision) {
        priceFloor = Math.max(priceFloor, revision);
    }

    /** The least revision of the price book that calls may be priced under; 0 for any. */
    public long priceFloor() {
        return priceFloor;
    }

    /** Purges windows that end by this horizon; one that lies further back changes nothing. */
    public void purgeTo(PurgeHorizon next) {
        if (horizon.isBefore(next)) {
            horizon = next;
        }
    }

    /** Which windows are purged: no call adds to them any more, whether or not their cells are removed yet. */
    public PurgeHorizon horizon() {
        return horizon;
    }

    /** Every cell that this horizon purges is removed from the store. */
    public void removedTo(PurgeHorizon done) {
        purgedTo = done;
    }

    /** Whether cells of purged windows may still be stored. */
    public boolean hasToRemove() {
        return purgedTo.isBefore(horizon);
    }

    /** A call is posted of which a window is purged. */
    public void countLate() {
        lateCalls++;
    }

    /** Calls that came when at least one of their windows was purged; each is priced or unpriced, too. */
    public long lateCalls() {
        return lateCalls;
    }

    public boolean isOfTopic(long idHigh, long idLow) {
        return topicIdHigh == idHigh && topicIdLow == idLow;
    }

    public long firstOffset() {
        return firstOffset;
    }

    /** All offsets below are in the totals, or accounted for. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Offsets that hold no committed record: transaction markers and aborted batches. */
    public long skippedOffsets() {
        return skippedOffsets;
    }

    public long count(Fate fate) {
        return fates[fate.ordinal()];
    }

    /** Calls read, whatever became of them. */
    public long read() {
        long sum = 0;
        for (long count : fates) {
            sum += count;
        }
        return sum;
    }

    /** Whether every offset from the first to the next is accounted for. */
    public boolean isBalanced() {
        return nextOffset - firstOffset == read() + skippedOffsets;
    }

    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES)
                .putLong(topicIdHigh)
                .putLong(topicIdLow)
                .putLong(firstOffset)
                .putLong(nextOffset)
                .putLong(nextAdjustment)
                .putLong(skippedOffsets);
        for (long count : fates) {
            buffer.putLong(count);
        }
        return buffer.putLong(heldAdjustments)
                .putLong(priceFloor)
                .putLong(horizon.micros())
                .putLong(purgedTo.micros())
                .putLong(lateCalls)
                .array();
    }

    public static Progress fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Progress progress = new Progress(buffer.getLong(), buffer.getLong(), buffer.getLong());
        progress.nextOffset = buffer.getLong();
        progress.nextAdjustment = buffer.getLong();
        progress.skippedOffsets = buffer.getLong();
        for (int i = 0; i < progress.fates.length; i++) {
            progress.fates[i] = buffer.getLong();
        }
        // What was written before there were runs ends here.
        if (buffer.hasRemaining()) {
            progress.heldAdjustments = buffer.getLong();
            progress.priceFloor = buffer.getLong();
        }
        // And what was written before windows were purged, here.
        if (buffer.hasRemaining()) {
            progress.horizon = new PurgeHorizon(buffer.getLong());
            progress.purgedTo = new PurgeHorizon(buffer.getLong());
            progress.lateCalls = buffer.getLong();
        }
        return progress;
    }
}
