package io.costream.processor.domain.verification;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.CellFigures;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks along two sorted sequences of cells, those that the calls sum to and those that are kept, and names each cell
 * that only one of them has or that differs. Holds two cells at a time.
 */
public final class CellComparison {
    private final int partition;
    private final Span span;
    private final Function<String, Calendar> calendars;
    private final Differences differences;
    private final WindowDigests digests;
    private long compared;

    /** @param calendars which the windows of a tenant follow */
    public CellComparison(
            int partition,
            Span span,
            Function<String, Calendar> calendars,
            Differences differences,
            WindowDigests digests) {
        this.partition = partition;
        this.span = span;
        this.calendars = calendars;
        this.differences = differences;
        this.digests = digests;
    }

    /** Compares; both sequences ascend by key, as unsigned bytes. */
    public void compare(Iterator<StoredEntry> expected, Iterator<StoredEntry> kept) {
        StoredEntry should = next(expected);
        StoredEntry is = next(kept);
        while (should != null || is != null) {
            int order = order(should, is);
            if (order < 0) {
                differ(should, null);
                should = next(expected);
            } else if (order > 0) {
                found(is);
                differ(null, is);
                is = next(kept);
            } else {
                found(is);
                if (should != null && is != null && !Arrays.equals(should.value(), is.value())) {
                    differ(should, is);
                }
                should = next(expected);
                is = next(kept);
            }
        }
    }

    /** How many cells were found and compared. */
    public long compared() {
        return compared;
    }

    private @Nullable StoredEntry next(Iterator<StoredEntry> entries) {
        while (entries.hasNext()) {
            StoredEntry next = entries.next();
            if (isCompared(CellKey.fromBytes(next.key()))) {
                return next;
            }
        }
        return null;
    }

    private boolean isCompared(CellKey key) {
        return span.holds(calendars.apply(key.tenant()).window(key.kind(), key.startMicros()));
    }

    /** The one that is not there comes last. */
    private static int order(@Nullable StoredEntry one, @Nullable StoredEntry other) {
        if (one == null || other == null) {
            return one == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(one.key(), other.key());
    }

    private void found(@Nullable StoredEntry is) {
        if (is != null) {
            compared++;
            digests.add(CellKey.fromBytes(is.key()), is);
        }
    }

    private void differ(@Nullable StoredEntry should, @Nullable StoredEntry is) {
        SortedMap<String, String> expected = figures(should);
        SortedMap<String, String> found = figures(is);
        byte[] key = should == null ? keyOf(is) : should.key();
        SortedMap<String, String> lacking = Difference.apart(expected, found);
        SortedMap<String, String> wrong = Difference.apart(found, expected);
        // The same figures in another stored form are no difference.
        if (should == null || is == null || !lacking.isEmpty() || !wrong.isEmpty()) {
            differences.add(new Difference.OfCell(partition, CellKey.fromBytes(key), lacking, wrong));
        }
    }

    private static byte[] keyOf(@Nullable StoredEntry entry) {
        return entry == null ? new byte[0] : entry.key();
    }

    private static SortedMap<String, String> figures(@Nullable StoredEntry entry) {
        if (entry == null) {
            return Collections.emptySortedMap();
        }
        try {
            return CellFigures.of(CellFormat.read(entry.value()));
        } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException e) {
            return new TreeMap<>(Map.of("unreadable", HexFormat.of().formatHex(entry.value())));
        }
    }
}
