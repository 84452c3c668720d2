package io.costream.processor.query;

import io.costream.processor.state.CellScan;
import io.costream.processor.state.PartitionCells;
import java.util.List;
import java.util.Set;

/** Where cells are read: this instance, or a peer. Safe for use by many threads. */
public interface CellSource {
    /** The cells of every partition that this source owns now, each as one write-back left it. */
    List<PartitionCells> scan(List<CellScan> scans);

    /** The cells of these partitions, also where this source has but a copy of them; each as one write-back left it. */
    List<PartitionCells> scanCopies(List<CellScan> scans, Set<Integer> partitions);
}
