package io.costream.processor.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Goes through the cells of a pack as {@link PackFormat} wrote it, in the order in which they were begun. Not thread-safe. */
final class PackReader {
    private final ByteBuffer buffer;
    private final int width;
    private final List<String> texts = new ArrayList<>();
    private List<String> values = List.of();
    private int cellAt;

    /** @param width how many values the cells are told apart by */
    PackReader(byte[] bytes, int width) {
        this.buffer = ByteBuffer.wrap(bytes);
        this.width = width;
        byte version = buffer.get();
        if (version != PackFormat.VERSION) {
            throw new IllegalArgumentException(
                    "cells of version " + version + ", but this is version " + PackFormat.VERSION);
        }
    }

    /** Goes to the next cell, if there is one. */
    boolean next() {
        if (!buffer.hasRemaining()) {
            return false;
        }
        List<String> read = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            read.add(readText());
        }
        values = read;
        long size = Varints.readUnsigned(buffer);
        if (size < 1 || size > buffer.remaining()) {
            throw new IllegalArgumentException("a cell of " + size + " bytes, where there are " + buffer.remaining());
        }
        cellAt = buffer.position();
        buffer.position(cellAt + (int) size);
        return true;
    }

    private String readText() {
        long known = Varints.readUnsigned(buffer);
        if (known == 0) {
            String text = new String(CellReader.readBytes(buffer), StandardCharsets.UTF_8);
            texts.add(text);
            return text;
        }
        if (known < 0 || known > texts.size()) {
            throw new IllegalArgumentException("text " + known + " of " + texts.size());
        }
        return texts.get((int) known - 1);
    }

    /** What the cell is told apart by. */
    List<String> values() {
        return values;
    }

    /** Reads the cell into a row of nothing. */
    void read(CellRows cells, int row) {
        CellReader.read(buffer.duplicate().position(cellAt).limit(buffer.position()), cells, row);
    }

    /** The cell as {@link CellFormat} writes it by itself. */
    byte[] written() {
        return CellFormat.versioned(buffer.array(), cellAt, buffer.position());
    }
}
