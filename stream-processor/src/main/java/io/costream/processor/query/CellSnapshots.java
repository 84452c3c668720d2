package io.costream.processor.query;

import io.costream.processor.state.CellSnapshot;
import java.util.Optional;

/** Where whole partitions can be read. Safe for use by many threads. */
public interface CellSnapshots {
    /** All cells of a partition as they were written back last; empty where it is not counted here now. */
    Optional<CellSnapshot> snapshot(int partition);
}
