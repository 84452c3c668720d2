package io.costream.processor.verification;

import io.costream.processor.domain.verification.Scratch;
import io.costream.processor.domain.verification.StoredEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** Sorted bytes in a folder of their own, in sections apart from each other; nothing survives a crash. For one thread. */
final class RocksScratch implements AutoCloseable {
    static {
        RocksDB.loadLibrary();
    }

    private final Options options = new Options().setCreateIfMissing(true);
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private final List<RocksIterator> iterators = new ArrayList<>();
    private final RocksDB database;

    RocksScratch(Path folder) {
        try {
            database = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException("no scratch space in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A part with keys of its own. */
    Scratch section(int number) {
        return new Section((byte) number);
    }

    @Override
    public void close() {
        iterators.forEach(RocksIterator::close);
        database.close();
        unlogged.close();
        options.close();
    }

    private final class Section implements Scratch {
        private final byte number;

        Section(byte number) {
            this.number = number;
        }

        private byte[] inside(byte[] key) {
            byte[] inside = new byte[key.length + 1];
            inside[0] = number;
            System.arraycopy(key, 0, inside, 1, key.length);
            return inside;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            try {
                return database.get(inside(key));
            } catch (RocksDBException e) {
                throw new IllegalStateException("the scratch space cannot be read", e);
            }
        }

        @Override
        public void put(byte[] key, byte[] value) {
            try {
                database.put(unlogged, inside(key), value);
            } catch (RocksDBException e) {
                throw new IllegalStateException("the scratch space cannot be written: is the disk full?", e);
            }
        }

        @Override
        public Iterator<StoredEntry> all() {
            RocksIterator entries = database.newIterator();
            iterators.add(entries);
            entries.seek(new byte[] {number});
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.isValid() && entries.key()[0] == number;
                }

                @Override
                public StoredEntry next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException("all entries have been read");
                    }
                    byte[] key = entries.key();
                    StoredEntry entry = new StoredEntry(Arrays.copyOfRange(key, 1, key.length), entries.value());
                    entries.next();
                    return entry;
                }
            };
        }
    }
}
