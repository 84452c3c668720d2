package io.costream.processor.state;

import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollups;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Every cell of one partition, each by itself and in the order of their keys, as one write-back left them. For one thread; to be
 * closed. A store that is closed meanwhile ends the reading with an exception.
 *
 * @param rollups which totals are kept
 * @param progress what the cells reflect; empty before the partition's first call
 */
public record CellSnapshot(
        int partition, Rollups rollups, Optional<Progress> progress, KeyValueIterator<Bytes, byte[]> cells)
        implements AutoCloseable {
    @Override
    public void close() {
        cells.close();
    }
}
