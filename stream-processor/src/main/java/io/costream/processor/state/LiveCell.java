package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellFormat;
import io.costream.processor.domain.CellKey;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A cell in memory, which calls are added to by {@link CellStore#add}. For the stream thread alone. */
public final class LiveCell extends LiveObjects.Entry {
    final Cell cell;
    private final boolean keepsLatencies;
    /** Whether the store below holds the cell, maybe as it was before. */
    private boolean stored;

    LiveCell(Bytes key, byte @Nullable [] stored) {
        super(key);
        keepsLatencies = CellKey.rollupKeepsLatencies(key.get());
        this.stored = stored != null;
        cell = stored == null ? new Cell() : CellFormat.read(stored);
    }

    /** The cell is being stored; whether it was not before. */
    boolean becomesStored() {
        boolean before = stored;
        stored = true;
        return !before;
    }

    /** Whether the addend can be added. */
    public boolean hasRoomFor(Cell addend) {
        return cell.hasRoomFor(addend);
    }

    void add(Cell addend) {
        if (keepsLatencies) {
            cell.addWithLatency(addend);
        } else {
            cell.add(addend);
        }
    }
}
