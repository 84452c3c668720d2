package io.costream.processor.verification;

import io.costream.processor.domain.verification.Difference;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What a verification found.
 *
 * @param calls records of calls that were read
 * @param postings lines of the ledger that were compared, adjustments included
 * @param cells totals that were compared
 * @param differing how many things differ
 * @param differences the first of them
 * @param digests one number for all cells of a window, by window
 * @param purged by partition that has purged windows, the instant by which they end: these are not compared
 * @param asOf by partition, the input offset that was compared up to
 */
public record Verified(
        long calls,
        long postings,
        long cells,
        long differing,
        List<Difference> differences,
        SortedMap<String, String> digests,
        SortedMap<Integer, Instant> purged,
        SortedMap<Integer, Long> asOf) {
    public Verified {
        differences = List.copyOf(differences);
    }

    public boolean isEqual() {
        return differing == 0;
    }
}
