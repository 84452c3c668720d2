package io.costream.producer.spool;

/**
 * An event as it will be sent: its identity is in its bytes, so it is the same event however often it is sent.
 *
 * @param atMillis when it was spooled, in milliseconds since 1970
 */
// The bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record SpooledEvent(byte[] key, byte[] value, long atMillis) {}
