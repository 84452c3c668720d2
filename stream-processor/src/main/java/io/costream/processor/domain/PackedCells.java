package io.costream.processor.domain;

import java.util.ArrayList;
import java.util.List;

/** Goes through the cells of a stored record, each with its whole key. Not thread-safe. */
public final class PackedCells {
    private final CellKey key;
    private final PackReader cells;
    private List<String> values = List.of();

    /** @throws IllegalArgumentException if the record is none of this version; later too, if it is broken */
    public PackedCells(byte[] recordKey, byte[] record) {
        key = CellKey.fromBytes(recordKey);
        cells = new PackReader(
                record, key.rollup().dimensions().size() - key.values().size());
    }

    /** Goes to the next cell, if there is one. */
    public boolean next() {
        if (!cells.next()) {
            return false;
        }
        if (cells.values().isEmpty()) {
            values = key.values();
        } else {
            values = new ArrayList<>(key.values());
            values.addAll(cells.values());
        }
        return true;
    }

    /** The key of the record, which may lack the last values. */
    public CellKey key() {
        return key;
    }

    /** The cell's values of all dimensions of its rollup. */
    public List<String> values() {
        return values;
    }

    /** The key of the cell. */
    public CellKey cellKey() {
        return new CellKey(key.tenant(), key.rollup(), key.kind(), key.startMicros(), values);
    }

    public Cell cell() {
        Cell cell = new Cell();
        cells.read(cell, 0);
        return cell;
    }

    /** The cell as {@link CellFormat} writes it by itself. */
    public byte[] written() {
        return cells.written();
    }
}
