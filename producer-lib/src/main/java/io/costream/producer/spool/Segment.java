package io.costream.producer.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One file of the spool: events one after another, each with its length and checksum before it. Appended to by the
 * process that made it, never by a later one, so that a torn end stays an end. Used by one thread.
 *
 * <p>An event is: length of what follows the checksum (int), CRC-32C of that (int), time in milliseconds (long), length
 * of the key (short), key, value.
 */
final class Segment implements Closeable {
    private static final int PREFIX_BYTES = 8;
    private static final int FIXED_BYTES = 10;
    private static final int LARGEST_EVENT = 4 << 20;

    private final Path file;
    private final FileChannel channel;
    private long end;

    private Segment(Path file, FileChannel channel, long end) {
        this.file = file;
        this.channel = channel;
        this.end = end;
    }

    static Segment create(Path file) throws IOException {
        return new Segment(
                file,
                FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                0);
    }

    static Segment open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new Segment(file, channel, channel.size());
    }

    /** Writes an event behind the last one. After a failure, what was written of it is not part of the segment. */
    void append(SpooledEvent event) throws IOException {
        byte[] key = event.key();
        int length = FIXED_BYTES + key.length + event.value().length;
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX_BYTES + length);
        bytes.position(PREFIX_BYTES);
        bytes.putLong(event.atMillis()).putShort((short) key.length).put(key).put(event.value());
        bytes.putInt(0, length).putInt(4, checksum(bytes.array(), PREFIX_BYTES, length));
        bytes.flip();
        long position = end;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        end = position;
    }

    /** Whether an event with so long a key and value can be stored at all. */
    static boolean fits(SpooledEvent event) {
        return event.key().length <= Short.MAX_VALUE && event.value().length < LARGEST_EVENT - Short.MAX_VALUE;
    }

    /** How many bytes an event takes up. */
    static long size(SpooledEvent event) {
        return PREFIX_BYTES + FIXED_BYTES + event.key().length + (long) event.value().length;
    }

    /** The event at this position; empty at the end, and where what follows is torn or damaged. */
    Optional<SpooledEvent> read(long position) throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(PREFIX_BYTES);
        if (end - position < PREFIX_BYTES || !fill(prefix, position)) {
            return Optional.empty();
        }
        int length = prefix.getInt(0);
        if (length < FIXED_BYTES || length > LARGEST_EVENT || length > end - position - PREFIX_BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (!fill(bytes, position + PREFIX_BYTES) || checksum(bytes.array(), 0, length) != prefix.getInt(4)) {
            return Optional.empty();
        }
        return event(bytes.flip());
    }

    private static Optional<SpooledEvent> event(ByteBuffer bytes) {
        long atMillis = bytes.getLong();
        int keyLength = bytes.getShort();
        if (keyLength < 0 || keyLength > bytes.remaining()) {
            return Optional.empty();
        }
        byte[] key = new byte[keyLength];
        bytes.get(key);
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return Optional.of(new SpooledEvent(key, value, atMillis));
    }

    private boolean fill(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    /** Where the next event would be written. */
    long end() {
        return end;
    }

    void force() throws IOException {
        channel.force(false);
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
