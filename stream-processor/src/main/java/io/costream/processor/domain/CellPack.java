package io.costream.processor.domain;

import java.util.Arrays;

/**
 * Cells that are stored as one record: some of one tenant, rollup and window that agree in the dimensions which
 * {@link Rollup#leading lead}. They are told apart by their values of the others. A call adds to neighbours, so that what
 * is stored, found and kept of them is much less than for as many cells by themselves. Mutable, not thread-safe.
 */
public final class CellPack extends CellRows {
    /**
     * How many cells a pack takes. Another one beyond it belongs to a pack whose cells agree in more dimensions, at last to one of
     * its own: so no record grows without bounds, whatever names calls bring. Part of the stored form: with a greater number,
     * cells of other packs would be begun again in this one.
     */
    public static final int MOST = 64;

    private static final String[] NO_VALUES = {};
    private static final int[] NO_HASHES = {};
    /** Cells that are looked through without hashes, as those of nearly all packs are. */
    private static final int FEW = 6;

    /** How many values the cells are told apart by; 0 for a pack of one cell. */
    private final int width;

    private final boolean keepsLatencies;
    /** Of the cell at a place those from there times the width on. */
    private String[] values = NO_VALUES;
    /** By place, of its values; in a pack of more than a few cells. */
    private int[] hashes = NO_HASHES;

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
        if (size() > FEW) {
            return findByHash(asked);
        }
        for (int place = 0; place < size(); place++) {
            if (isAt(place, asked)) {
                return place;
            }
        }
        return -1;
    }

    private int findByHash(String[] asked) {
        int hash = hash(asked, asked.length - width);
        for (int place = 0; place < size(); place++) {
            if (hashes[place] == hash && isAt(place, asked)) {
                return place;
            }
        }
        return -1;
    }

    private int hash(String[] texts, int first) {
        int hash = 0;
        for (int i = first; i < first + width; i++) {
            hash = 31 * hash + texts[i].hashCode();
        }
        return hash;
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

    /** Whether a cell that is not here belongs into a pack whose cells agree in more dimensions. */
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

    /** Adds a call, or a change of one, as {@link Cell#copyRow} has copied it, to the cell at this place, which must have room. */
    public void add(int place, long[] from, int at) {
        if (keepsLatencies) {
            addCopiedWithLatency(place, from, at);
        } else {
            addCopied(place, from, at);
        }
    }

    /** Adds a sum of calls, with what percentiles of latency are made of, to the one cell of a pack that tells cells by nothing. */
    public void addSum(Cell sum) {
        if (size() == 0) {
            expectNumbersOf(sum);
            append(NO_VALUES);
        }
        add(0, sum, 0);
    }

    /** Begins the cell of these values, as {@link #find} has them, with a call; the pack must not be full. */
    public void begin(String[] newValues, Cell addend) {
        expectNumbersOf(addend);
        add(append(newValues), addend);
    }

    /** Begins the cell of these values with a call as {@link Cell#copyRow} has copied it; the pack must not be full. */
    public void begin(String[] newValues, long[] from, int at) {
        expectCopied(from, at);
        add(append(newValues), from, at);
    }

    /** Begins the cell of these values with nothing, and returns its place. */
    int append(String[] newValues) {
        int place = addRow();
        int end = (place + 1) * width;
        if (values.length < end) {
            values = Arrays.copyOf(values, end + place / 2 * width);
        }
        System.arraycopy(newValues, newValues.length - width, values, place * width, width);
        if (size() > FEW) {
            hashUpTo(place);
        }
        return place;
    }

    private void hashUpTo(int last) {
        int first = hashes.length == 0 ? 0 : last;
        if (hashes.length <= last) {
            hashes = Arrays.copyOf(hashes, 2 * last);
        }
        for (int place = first; place <= last; place++) {
            hashes[place] = hash(values, place * width);
        }
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
}
