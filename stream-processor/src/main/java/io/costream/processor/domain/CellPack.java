package io.costream.processor.domain;

import java.util.Arrays;

/**
 * Cells that are stored as one record: those of one tenant, rollup and window that agree in the dimensions which
 * {@link Rollup#leading lead}. They are told apart by their values of the others. A call adds to neighbours, so that what
 * is stored, found and kept of them is much less than for as many cells by themselves. Mutable, not thread-safe.
 */
public final class CellPack extends CellRows {
    /**
     * How many cells a pack takes. Another one beyond it is a pack of its own, under its own key: so no record grows without
     * bounds, whatever names calls bring. Part of the stored form: with a greater number, cells that are packs of their own would
     * be begun again in the shared one.
     */
    public static final int MOST = 64;

    private static final String[] NO_VALUES = {};

    /** How many values the cells are told apart by; 0 for a pack of one cell. */
    private final int width;

    private final boolean keepsLatencies;
    /** Of the cell at a place those from there times the width on. */
    private String[] values = NO_VALUES;

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
        for (int place = 0; place < size(); place++) {
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
        return size() >= (width == 0 ? 1 : MOST);
    }

    /** Whether the cell at this place can take the addend. */
    public boolean hasRoomFor(int place, Cell addend) {
        return hasRoomFor(place, addend, 0);
    }

    /** Adds a call, or a change of one, to the cell at this place, which must have room. */
    public void add(int place, Cell addend) {
        if (keepsLatencies) {
            addWithLatency(place, addend, 0);
        } else {
            add(place, addend, 0);
        }
    }

    /** Adds a sum of calls, with what percentiles of latency are made of, to the cell at this place. */
    public void addSum(int place, Cell sum) {
        add(place, sum, 0);
    }

    /** Begins the cell of these values, as {@link #find} has them, with a call; the pack must not be full. */
    public void begin(String[] newValues, Cell addend) {
        expectNumbersOf(addend);
        add(append(newValues), addend);
    }

    /** Begins the cell of these values with nothing, and returns its place. */
    int append(String[] newValues) {
        int place = addRow();
        int end = (place + 1) * width;
        if (values.length < end) {
            values = Arrays.copyOf(values, Math.max(end, 2 * place * width));
        }
        System.arraycopy(newValues, newValues.length - width, values, place * width, width);
        return place;
    }

    /** How many cells there are. */
    public int cells() {
        return size();
    }

    int width() {
        return width;
    }

    /** The value in one of the dimensions by which cells are told apart. */
    String value(int place, int dimension) {
        return values[place * width + dimension];
    }

    /** A copy of the cell at a place. */
    Cell cell(int place) {
        Cell copy = new Cell();
        copy.add(0, this, place);
        return copy;
    }

    /** Makes of this pack's key the one under which the cell of these values, as {@link #find} has them, would be a pack of its own. */
    public KeyBuffer ownKey(KeyBuffer packKey, String[] asked) {
        for (int i = asked.length - width; i < asked.length; i++) {
            packKey.putText(asked[i]);
        }
        return packKey;
    }
}
