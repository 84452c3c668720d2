package io.costream.processor.state;

import io.costream.processor.domain.Cell;
import io.costream.processor.domain.CellKey;
import io.costream.processor.domain.CellPack;
import io.costream.processor.domain.PackFormat;
import org.jspecify.annotations.Nullable;

/** The cells of one record in memory, which calls are added to by {@link CellStore#add}. For the stream thread alone. */
public final class LivePack extends LiveObjects.Entry {
    final CellPack cells;
    /** Whether the store below holds the record, maybe as it was before. */
    private boolean stored;

    LivePack(byte[] key, long hash, byte @Nullable [] stored) {
        super(key, hash, CellKey.kindOf(key).isBrief());
        this.stored = stored != null;
        CellPack empty = CellPack.forKey(key);
        cells = stored == null ? empty : PackFormat.read(stored, empty);
    }

    @Override
    int weight() {
        return Math.max(1, cells.cells());
    }

    /** The record is being stored; whether it was not before. */
    boolean becomesStored() {
        boolean before = stored;
        stored = true;
        return !before;
    }

    /** Where the cell of these values of all dimensions is; below 0 where it is not here. */
    public int find(String[] values) {
        return cells.find(values);
    }

    /** Whether a cell that is not here belongs to a record whose cells agree in more dimensions. */
    public boolean isFull() {
        return cells.isFull();
    }

    /** Whether the cell at this place can take a million cells with {@link Cell#hasSmallNumbers small numbers}. */
    public boolean isAmple(int place) {
        return cells.isAmple(place);
    }

    /** Whether every cell is ample. */
    boolean isAmple() {
        for (int place = 0; place < cells.cells(); place++) {
            if (!cells.isAmple(place)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the cell at this place can take the addend. */
    public boolean hasRoomFor(int place, Cell addend) {
        return cells.hasRoomFor(place, addend);
    }
}
