package io.costream.processor.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of a {@link CellPack}: a version byte and the cells, each as its values, then how many bytes it takes and
 * these, as {@link CellFormat} has them. A value that stood before in the pack is a number: the how manieth it was; another one
 * is 0 and its text. Writing is not thread-safe, since it uses one buffer for all packs.
 */
public final class PackFormat {
    /** In version 4, cells of one record agreed in more dimensions; before, each was a record by itself. */
    public static final byte VERSION = 5;

    private final CellFormat format = new CellFormat();
    private final List<String> texts = new ArrayList<>();

    public byte[] write(CellPack pack) {
        format.begin(VERSION);
        texts.clear();
        for (int place = 0; place < pack.size(); place++) {
            for (int i = 0; i < pack.width(); i++) {
                write(pack.value(place, i));
            }
            format.appendCell(pack, place);
        }
        return format.written();
    }

    private void write(String text) {
        int known = texts.indexOf(text) + 1;
        format.append(known);
        if (known == 0) {
            format.append(text.getBytes(StandardCharsets.UTF_8));
            texts.add(text);
        }
    }

    /** Reads a pack into an empty one. */
    public static CellPack read(byte[] bytes, CellPack into) {
        PackReader reader = new PackReader(bytes, into.width());
        String[] values = new String[into.width()];
        while (reader.next()) {
            if (into.isFull()) {
                throw new IllegalArgumentException("more than " + into.size() + " cells in one record");
            }
            reader.read(into, into.append(reader.values().toArray(values)));
        }
        return into;
    }
}
