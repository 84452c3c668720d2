package io.costream.processor.domain.verification;

/** A key and its value as they are stored. The arrays are shared, and never changed. */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
public record StoredEntry(byte[] key, byte[] value) {}
