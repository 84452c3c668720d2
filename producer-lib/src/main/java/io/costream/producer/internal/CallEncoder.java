package io.costream.producer.internal;

/** Turns a call into the bytes of its event, in two steps on two threads. */
interface CallEncoder {
    /**
     * On the thread that made the call: writes what needs nothing but the call, where that is possible by now. Safe for
     * use by many threads; neither waits nor connects to anything.
     */
    void encodeAhead(QueuedCall call);

    /**
     * The event of a call, encoded ahead or not. By the sender alone.
     *
     * @throws NotYetException where encoding has to be tried again later
     */
    byte[] encode(QueuedCall call, String producerId, long sequence);

    /** What encoding needs cannot be reached now. */
    final class NotYetException extends RuntimeException {
        NotYetException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
