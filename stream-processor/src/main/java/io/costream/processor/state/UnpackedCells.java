package io.costream.processor.state;

import io.costream.processor.domain.PackedCells;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The cells of stored records one by one, by key. Behind a record may stand others of cells that it had no place for, whose keys
 * lie among those of its own cells. A record that is broken is given as it is. Not
 * thread-safe.
 */
final class UnpackedCells implements KeyValueIterator<Bytes, byte[]> {
    private static final Comparator<KeyValue<Bytes, byte[]>> FIRST_LAST =
            Comparator.comparing((KeyValue<Bytes, byte[]> cell) -> cell.key).reversed();

    private final KeyValueIterator<Bytes, byte[]> records;
    /** The cells of records that have been read, the first one last. */
    private final List<KeyValue<Bytes, byte[]>> cells = new ArrayList<>();

    UnpackedCells(KeyValueIterator<Bytes, byte[]> records) {
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        return !cells.isEmpty() || records.hasNext();
    }

    @Override
    public Bytes peekNextKey() {
        fill();
        return cells.get(cells.size() - 1).key;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        fill();
        return cells.remove(cells.size() - 1);
    }

    /** Makes the next cell the last one of the list. */
    private void fill() {
        while (records.hasNext()
                && (cells.isEmpty() || records.peekNextKey().compareTo(cells.get(cells.size() - 1).key) < 0)) {
            unpack(records.next());
        }
        if (cells.isEmpty()) {
            throw new NoSuchElementException("all cells have been read");
        }
    }

    private void unpack(KeyValue<Bytes, byte[]> record) {
        int before = cells.size();
        try {
            PackedCells pack = new PackedCells(record.key.get(), record.value);
            while (pack.next()) {
                cells.add(KeyValue.pair(Bytes.wrap(pack.cellKey().toBytes()), pack.written()));
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // Whoever reads cells says of this one that it is unreadable, and goes on.
            cells.subList(before, cells.size()).clear();
            cells.add(record);
        }
        cells.sort(FIRST_LAST);
    }

    @Override
    public void close() {
        records.close();
    }
}
