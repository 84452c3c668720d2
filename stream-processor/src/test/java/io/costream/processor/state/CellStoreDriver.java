package io.costream.processor.state;

import io.costream.processor.domain.Calendar;
import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollups;
import java.nio.file.Path;

/** A store of cells that has begun to count a partition. */
public final class CellStoreDriver extends StoreDriver<CellStore> {
    /** With the usual rollups. */
    CellStoreDriver(Path stateFolder, int mostLive) {
        this(stateFolder, mostLive, Rollups.parse(Rollups.DEFAULT));
    }

    /** @param mostLive how many cells stay in memory */
    public CellStoreDriver(Path stateFolder, int mostLive, Rollups rollups) {
        super(stateFolder, CellStore.builder(rollups, tenant -> Calendar.UTC, mostLive));
        store().begin(new Progress(1, 2, 0));
    }
}
