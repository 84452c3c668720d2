package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cells of one partition of calls as one write-back left them.
 *
 * @param progress what the cells reflect; empty before the partition's first call
 * @param behind of a copy: how long ago the one who counts the partition wrote this; empty where that one answers itself
 * @param cells what each scan has found, in the order of the scans
 */
public record PartitionCells(
        int partition, Optional<Progress> progress, Optional<Duration> behind, List<Map<CellKey, Cell>> cells) {
    /** The input offset up to which every call is in the cells. */
    public long asOf() {
        return progress.map(Progress::nextOffset).orElse(0L);
    }

    /** The offset up to which every adjustment is in the cells. */
    public long adjustedTo() {
        return progress.map(Progress::adjustedTo).orElse(0L);
    }
}
