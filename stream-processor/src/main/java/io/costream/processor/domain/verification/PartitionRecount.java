package io.costream.processor.domain.verification;

import io.costream.pricing.Charge;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Progress.Fate;
import io.costream.processor.domain.verification.Difference.OfPosting;
import io.costream.processor.domain.verification.Posted.PostedChange;
import io.costream.processor.domain.verification.Posted.PostedCharge;
import io.costream.processor.domain.verification.RawRecord.RawCall;
import java.util.Collections;
import java.util.Iterator;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts one partition again, record by record: decides whether the record counts, finds its posting, prices it as of
 * the posting's revision, follows its adjustments, and adds it to the cells. Whatever is not as it should be goes to
 * the differences; cells are made from the raw calls and the recomputed charges alone. Not thread-safe.
 */
public final class PartitionRecount {
    private final int partition;
    private final Span span;
    private final Readmission readmission;
    private final Repricing prices;
    private final RecomputedCells cells;
    private final Differences differences;
    private final LedgerLines ledger;
    private final long callsEnd;
    private final Iterator<PostedChange> changes;
    private @Nullable PostedChange change;
    private long lastRevision;
    private long read;
    private long priced;
    private long unpriced;
    private long duplicates;
    private long rejected;
    private long postings;
    private long late;

    /**
     * Begins before the first record.
     *
     * @param callsEnd where the log of calls ended after all of the ledger had been written: no call stands there yet
     * @param changes the adjustments of this partition, ascending by call, those of one call in the order of the log
     */
    public PartitionRecount(
            int partition,
            Span span,
            Readmission readmission,
            Repricing prices,
            RecomputedCells cells,
            Differences differences,
            LedgerLines ledger,
            long callsEnd,
            Iterator<PostedChange> changes) {
        this.partition = partition;
        this.span = span;
        this.readmission = readmission;
        this.prices = prices;
        this.cells = cells;
        this.differences = differences;
        this.ledger = ledger;
        this.callsEnd = callsEnd;
        this.changes = changes;
        this.lastRevision = prices.newestRevision();
        this.change = changes.hasNext() ? changes.next() : null;
    }

    /** Counts the next record; records come in the order of their partition. */
    public void count(RawRecord record) {
        read++;
        nameLinesBefore(record.offset());
        nameChangesBefore(record.offset());
        if (record instanceof RawCall call) {
            PostedCharge next = ledger.peek();
            boolean isPosted = next != null && next.callOffset() == call.offset();
            switch (readmission.decide(call, isPosted)) {
                case COUNTS -> counted(call);
                case DUPLICATE -> duplicates++;
                case REJECTED -> rejected++;
            }
        } else {
            rejected++;
        }
    }

    /** What still stands in the ledger for calls below the offset belongs to none that counts. */
    private void nameLinesBefore(long offset) {
        for (PostedCharge next = ledger.peek(); next != null && isNoneBefore(next, offset); next = ledger.peek()) {
            nameExtra(next, "one posting too many", ChargeFigures.of(next.charge()));
            ledger.take();
        }
    }

    private boolean isNoneBefore(PostedCharge line, long offset) {
        return line.callOffset() < offset || line.callOffset() >= callsEnd;
    }

    private void nameChangesBefore(long offset) {
        while (change != null && change.callOffset() < offset) {
            nameExtra(change, "an adjustment of run " + change.run() + " too many", ChargeFigures.of(change.after()));
            nextChange();
        }
    }

    private void nameExtra(Posted posted, String problem, SortedMap<String, String> found) {
        differences.add(new OfPosting(
                partition,
                posted.callOffset(),
                posted.facts().tenant(),
                posted.callId(),
                problem,
                Collections.emptySortedMap(),
                found));
    }

    private void counted(RawCall call) {
        PostedCharge line = ledger.peek() == null ? ledger.await() : ledger.peek();
        boolean isPosted = line != null && line.callOffset() == call.offset();
        if (isPosted && line != null) {
            postings++;
            lastRevision = line.charge().revision();
            late += line.isLate() ? 1 : 0;
        }
        Charge charge = prices.price(call, lastRevision);
        if (!isPosted || line == null) {
            name(call, "one posting too few", ChargeFigures.of(charge), Collections.emptySortedMap());
        } else {
            compareCall(call, line, "the posting");
            compare(call, "the posting has another charge", charge, line.charge());
            ledger.take();
        }
        if (charge.isPriced()) {
            priced++;
        } else {
            unpriced++;
        }
        add(call, Cell.of(call.facts(), charge));
        follow(call, charge);
    }

    /** Applies the call's adjustments, each on top of the one before. */
    private void follow(RawCall call, Charge charge) {
        Charge current = charge;
        while (change != null && change.callOffset() == call.offset()) {
            String what = "the adjustment of run " + change.run();
            compareCall(call, change, what);
            compare(call, what + " takes back another charge than stands there", current, change.before());
            Charge after = prices.price(call, change.after().revision());
            compare(call, what + " has another charge", after, change.after());
            add(call, Cell.ofAdjustment(current, after));
            current = after;
            postings++;
            nextChange();
        }
    }

    private void nextChange() {
        change = changes.hasNext() ? changes.next() : null;
    }

    private void add(RawCall call, Cell addend) {
        if (span.holds(call.facts().atMicros())) {
            cells.add(call.facts(), addend);
        }
    }

    private void compareCall(RawCall call, Posted posted, String what) {
        if (!posted.facts().equals(call.facts()) || !posted.callId().equals(call.callId())) {
            SortedMap<String, String> expected = CallFigures.of(call.callId(), call.facts());
            SortedMap<String, String> found = CallFigures.of(posted.callId(), posted.facts());
            name(call, what + " is of another call", expected, found);
        }
    }

    private void compare(RawCall call, String problem, Charge expected, Charge found) {
        if (span.holds(call.facts().atMicros()) && !ChargeFigures.areEqual(expected, found)) {
            name(call, problem, ChargeFigures.of(expected), ChargeFigures.of(found));
        }
    }

    private void name(
            RawCall call, String problem, SortedMap<String, String> expected, SortedMap<String, String> found) {
        differences.add(new OfPosting(
                partition,
                call.offset(),
                call.facts().tenant(),
                call.callId(),
                problem,
                Difference.apart(expected, found),
                Difference.apart(found, expected)));
    }

    /**
     * Ends behind the last record, and compares the numbers of the audit.
     *
     * @param progress what the processor has counted, at the same offsets
     */
    public void end(Progress progress) {
        // Behind the first posting of a later call there may still be one of an earlier call.
        for (PostedCharge next = ledger.peek(); next != null; next = ledger.peek()) {
            if (isNoneBefore(next, progress.nextOffset())) {
                nameExtra(next, "one posting too many", ChargeFigures.of(next.charge()));
            }
            ledger.take();
        }
        nameChangesBefore(Long.MAX_VALUE);
        compare("read", progress.read(), read);
        compare("priced", progress.count(Fate.PRICED), priced);
        compare("unpriced", progress.count(Fate.UNPRICED), unpriced);
        compare("duplicate", progress.count(Fate.DUPLICATE), duplicates);
        compare("rejected", progress.count(Fate.REJECTED), rejected);
        compare("windows_purged", progress.lateCalls(), late);
        long skipped = progress.nextOffset() - progress.firstOffset() - read;
        compare("skipped_offsets", progress.skippedOffsets(), skipped);
    }

    private void compare(String count, long is, long should) {
        if (is != should) {
            differences.add(new Difference.OfCount(partition, count, is, should));
        }
    }

    /** Records of calls that were read. */
    public long read() {
        return read;
    }

    /** Lines of the ledger that belong to them, adjustments included. */
    public long postings() {
        return postings;
    }
}
