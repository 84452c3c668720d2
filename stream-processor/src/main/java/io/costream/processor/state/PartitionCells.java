package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cells of one partition of calls as one write-back left them.
 *
 * @param progress what the cells reflect; empty before the partition's first call
 * @param cells what each scan has found, in the order of the scans
 */
public record PartitionCells(int partition, Optional<Progress> progress, List<Map<CellKey, Cell>> cells) {
    /** The input offset up to which every call is in the cells. */
    public long asOf() {
        return progress.map(Progress::nextOffset).orElse(0L);
    }

    /** The offset up to which every adjustment is in the cells. */
    public long adjustedTo() {
        return progress.map(Progress::adjustedTo).orElse(0L);
    }
}
