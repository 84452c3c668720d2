package io.costream.processor.domain.verification;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A place outside of memory for bytes by key, ordered by key as unsigned bytes. For one thread. */
public interface Scratch {
    byte @Nullable [] get(byte[] key);

    void put(byte[] key, byte[] value);

    /** All entries there are now, by key. */
    Iterator<StoredEntry> all();
}
