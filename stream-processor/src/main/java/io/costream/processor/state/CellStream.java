package io.costream.processor.state;

import io.costream.processor.domain.Progress;
import io.costream.processor.domain.Rollups;
import io.costream.processor.domain.verification.StoredEntry;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one partition on their way to whoever compares them: a head, the cells by key, and a tail that counts
 * them. A stream without its tail was broken off and is refused, so that a part never looks like the whole. Reading is
 * for one thread.
 */
public final class CellStream implements Iterator<StoredEntry>, AutoCloseable {
    private static final int VERSION = 3;
    private static final int TAIL = -1;
    private static final int LARGEST = 1 << 24;

    private final DataInputStream in;
    private final int partition;
    private final Duration horizon;
    private final Rollups rollups;
    private final Optional<Progress> progress;
    private @Nullable StoredEntry next;
    private long number;

    private CellStream(DataInputStream in) throws IOException {
        this.in = in;
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("cells of version " + version + ", but this is version " + VERSION);
        }
        partition = in.readInt();
        horizon = Duration.ofMillis(in.readLong());
        rollups = Rollups.parse(in.readUTF());
        byte[] counted = bytes(in.readInt());
        progress = counted.length == 0 ? Optional.empty() : Optional.of(Progress.fromBytes(counted));
        next = readNext();
    }

    /**
     * Writes a snapshot; the reader's pace is the writer's.
     *
     * @param horizon how long this partition's counting remembers duplicates
     */
    public static void write(CellSnapshot snapshot, Duration horizon, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16));
        out.writeInt(VERSION);
        out.writeInt(snapshot.partition());
        out.writeLong(horizon.toMillis());
        out.writeUTF(snapshot.rollups().text());
        write(out, snapshot.progress().map(Progress::toBytes).orElse(new byte[0]));
        long number = 0;
        while (snapshot.cells().hasNext()) {
            KeyValue<Bytes, byte[]> cell = snapshot.cells().next();
            write(out, cell.key.get());
            write(out, cell.value);
            number++;
        }
        out.writeInt(TAIL);
        out.writeLong(number);
        out.flush();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads the head; the cells follow as they are asked for. */
    public static CellStream read(InputStream stream) throws IOException {
        return new CellStream(new DataInputStream(stream));
    }

    public int partition() {
        return partition;
    }

    /** How long the owner remembers duplicates. */
    public Duration horizon() {
        return horizon;
    }

    /** Which totals the owner keeps. */
    public Rollups rollups() {
        return rollups;
    }

    /** What the cells reflect; empty before the partition's first call. */
    public Optional<Progress> progress() {
        return progress;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public StoredEntry next() {
        StoredEntry entry = next;
        if (entry == null) {
            throw new NoSuchElementException("all cells have been read");
        }
        try {
            next = readNext();
        } catch (IOException e) {
            throw new UncheckedIOException("the cells of partition " + partition + " broke off", e);
        }
        return entry;
    }

    private @Nullable StoredEntry readNext() throws IOException {
        int length = in.readInt();
        if (length == TAIL) {
            long written = in.readLong();
            if (written != number) {
                throw new IOException(written + " cells were written, but " + number + " came");
            }
            return null;
        }
        number++;
        byte[] key = bytes(length);
        return new StoredEntry(key, bytes(in.readInt()));
    }

    private byte[] bytes(int length) throws IOException {
        if (length < 0 || length > LARGEST) {
            throw new IOException("no cells, but something else: a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
