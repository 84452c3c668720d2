package io.costream.processor.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cells that are stored as one record: those of one tenant, rollup and window that agree in the dimensions which
 * {@link Rollup#leading lead}. They are told apart by their values of the others. A call adds to neighbours, so that what
 * is stored, found and kept of them is much less than for as many cells by themselves. Mutable, not thread-safe.
 */
public final class CellPack {
    /**
     * How many cells a pack takes. Another one beyond it is a pack of its own, under its own key: so no record grows without
     * bounds, whatever names calls bring. Part of the stored form: with a greater number, cells that are packs of their own would
     * be begun again in the shared one.
     */
    public static final int MOST = 64;

    private static final int FIRST_CAPACITY = 4;
    private static final String[] NO_VALUES = {};
    private static final Cell[] NO_CELLS = {};

    /** How many values the cells are told apart by; 0 for a pack of one cell. */
    private final int width;

    private final boolean keepsLatencies;
    /** Of the cell at a place those from there times the width on. */
    private String[] values = NO_VALUES;

    private Cell[] cells = NO_CELLS;
    private int size;

    private CellPack(int width, boolean keepsLatencies) {
        this.width = width;
        this.keepsLatencies = keepsLatencies;
    }

    /** The pack that a record's key is for, without cells. */
    public static CellPack forKey(byte[] key) {
        return new CellPack(CellKey.missingValues(key), CellKey.rollupKeepsLatencies(key));
    }

    /**
     * Where a cell is; below 0 where it is not here.
     *
     * @param asked the cell's values of all dimensions, of which the last tell it apart from the others
     */
    public int find(String[] asked) {
        for (int place = 0; place < size; place++) {
            if (isAt(place, asked)) {
                return place;
            }
        }
        return -1;
    }

    private boolean isAt(int place, String[] asked) {
        int first = asked.length - width;
        for (int i = 0; i < width; i++) {
            if (!values[place * width + i].equals(asked[first + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether a cell that is not here belongs into a pack of its own. */
    public boolean isFull() {
        return size >= (width == 0 ? 1 : MOST);
    }

    /** Whether the cell at this place can take the addend. */
    public boolean hasRoomFor(int place, Cell addend) {
        return cells[place].hasRoomFor(addend);
    }

    /** Adds a call, or a change of one, to the cell at this place, which must have room. */
    public void add(int place, Cell addend) {
        if (keepsLatencies) {
            cells[place].addWithLatency(addend);
        } else {
            cells[place].add(addend);
        }
    }

    /** Begins the cell of these values, as {@link #find} has them, with a call; the pack must not be full. */
    public void begin(String[] newValues, Cell addend) {
        append(newValues, new Cell());
        add(size - 1, addend);
    }

    void append(String[] newValues, Cell cell) {
        if (size == cells.length) {
            int capacity = width == 0 ? 1 : Math.max(FIRST_CAPACITY, 2 * size);
            cells = Arrays.copyOf(cells, capacity);
            values = Arrays.copyOf(values, capacity * width);
        }
        System.arraycopy(newValues, newValues.length - width, values, size * width, width);
        cells[size++] = cell;
    }

    /** How many cells there are. */
    public int size() {
        return size;
    }

    int width() {
        return width;
    }

    /** The value in one of the dimensions by which cells are told apart. */
    String value(int place, int dimension) {
        return values[place * width + dimension];
    }

    Cell cell(int place) {
        return cells[place];
    }

    /** The key under which the cell of these values, as {@link #find} has them, would be a pack of its own. */
    public byte[] ownKey(byte[] packKey, String[] asked) {
        StringBuilder texts = new StringBuilder();
        for (int i = asked.length - width; i < asked.length; i++) {
            texts.append(asked[i]).append('\0');
        }
        byte[] suffix = texts.toString().getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(packKey, packKey.length + suffix.length);
        System.arraycopy(suffix, 0, key, packKey.length, suffix.length);
        return key;
    }
}
