package io.costream.producer.internal;

import io.costream.producer.Call;

/** Turns a call into the bytes of its event, in two steps on two threads. */
interface CallEncoder {
    /**
     * On the thread that made the call: writes what needs nothing but the call, where that is possible by now; the call
     * waits as it is otherwise. Safe for use by many threads; neither waits nor connects to anything.
     */
    void encodeAhead(Call call, QueuedCall queued);

    /**
     * The event of a call, encoded ahead or not. By the sender alone.
     *
     * @throws NotYetException where encoding has to be tried again later
     */
    byte[] encode(QueuedCall call, String producerId, long sequence);

    /**
     * The event of a call that was encoded ahead and is plain: the same bytes however often it is asked for, in memory
     * that may be used again at the next request. By the sender alone.
     *
     * @param memory where the body is, from the start on, with its length
     */
    byte[] complete(byte[] memory, int start, int length, String producerId, long sequence);

    /** What encoding needs cannot be reached now. */
    final class NotYetException extends RuntimeException {
        NotYetException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
