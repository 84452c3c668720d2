package io.costream.cli.calls;

/**
 * A row as it stands in the file.
 *
 * @param bytes without the end of the line; its beginning only, where the row is longer than any call can be
 * @param line the number of its first line, from 1
 * @param offset of its first byte
 * @param length how far {@code bytes} is from all there is
 */
// Rows are read once and compared nowhere.
@SuppressWarnings("ArrayRecordComponent")
public record RawRow(byte[] bytes, long line, long offset, Length length) {
    /** Whether the whole row is there. */
    public enum Length {
        WHOLE,
        CUT
    }
}
