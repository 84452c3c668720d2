package io.costream.cli.calls;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Cuts a stream of bytes into rows, and knows after each how many bytes lie behind it and what their digest is. Blank
 * rows are passed over. Not thread-safe.
 */
public final class RowReader implements Closeable {
    /** A longer row cannot be a call. */
    public static final int LONGEST_ROW = 512 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream input;
    private final RowEnd end;
    private final MessageDigest digest = sha256();
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int limit;
    /** Bytes of the buffer before this one are in the digest. */
    private int digested;

    private long offset;
    private long line = 1;

    public RowReader(InputStream input, RowFormat format) {
        this.input = input;
        this.end = RowEnd.of(format);
    }

    /** The next row that is not blank; nothing at the end. */
    public Optional<RawRow> next() throws IOException {
        ByteArrayOutputStream row = new ByteArrayOutputStream(128);
        long size = 0;
        long firstLine = line;
        long firstOffset = offset;
        end.begin();
        for (int b = read(); b >= 0; b = read()) {
            RowEnd.Part part = end.accept((byte) b);
            if (size == 0 && part == RowEnd.Part.OUTSIDE) {
                firstLine = line;
                firstOffset = offset;
                continue;
            }
            if (part != RowEnd.Part.OUTSIDE && size++ < LONGEST_ROW) {
                row.write(b);
            }
            if (size > LONGEST_ROW) {
                end.giveUp();
            }
            if (part == RowEnd.Part.LAST || (size > 0 && part == RowEnd.Part.OUTSIDE)) {
                return Optional.of(row(row, firstLine, firstOffset, size));
            }
        }
        return size == 0 ? Optional.empty() : Optional.of(row(row, firstLine, firstOffset, size));
    }

    private static RawRow row(ByteArrayOutputStream bytes, long line, long offset, long size) {
        return new RawRow(
                bytes.toByteArray(), line, offset, size > LONGEST_ROW ? RawRow.Length.CUT : RawRow.Length.WHOLE);
    }

    /** Reads on to where an earlier reading stopped; false where the stream ends before. */
    public boolean skipTo(long wantedOffset, long wantedLine) throws IOException {
        while (offset < wantedOffset) {
            if (read() < 0) {
                return false;
            }
        }
        line = wantedLine;
        return offset == wantedOffset;
    }

    /** How many bytes have been read. */
    public long offset() {
        return offset;
    }

    /** The number of the line that comes next, from 1. */
    public long line() {
        return line;
    }

    /** SHA-256 over all bytes before {@link #offset}, hexadecimal. */
    public String digest() {
        digestRead();
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("SHA-256 of this Java cannot be copied", impossible);
        }
    }

    private int read() throws IOException {
        if (next == limit && !fill()) {
            return -1;
        }
        int b = buffer[next++] & 0xff;
        offset++;
        if (b == '\n') {
            line++;
        }
        return b;
    }

    private boolean fill() throws IOException {
        digestRead();
        limit = Math.max(0, input.readNBytes(buffer, 0, offset == 0 ? BYTE_ORDER_MARK.length : buffer.length));
        next = 0;
        digested = 0;
        if (offset == 0 && Arrays.equals(buffer, 0, limit, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
            offset = BYTE_ORDER_MARK.length;
            next = BYTE_ORDER_MARK.length;
            return fill();
        }
        return limit > 0;
    }

    private void digestRead() {
        digest.update(buffer, digested, next - digested);
        digested = next;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
