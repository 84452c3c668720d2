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

    LiveCell(Bytes key, byte @Nullable [] stored) {
        super(key);
        keepsLatencies = CellKey.rollupKeepsLatencies(key.get());
        cell = stored == null ? new Cell() : CellFormat.read(stored);
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
