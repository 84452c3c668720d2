package io.costream.processor.domain.verification;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** A scratch that is in memory after all. */
final class MemoryScratch implements Scratch {
    private final Map<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public byte[] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public Iterator<StoredEntry> all() {
        return entries.entrySet().stream()
                .map(entry -> new StoredEntry(entry.getKey(), entry.getValue()))
                .iterator();
    }
}
