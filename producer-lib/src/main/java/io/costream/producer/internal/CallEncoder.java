package io.costream.producer.internal;

import io.costream.producer.Call;

/** Turns a call into the bytes of its event. Used by one thread. */
interface CallEncoder {
    /**
     * The event of a call.
     *
     * @throws NotYetException where encoding has to be tried again later
     */
    byte[] encode(Call call, String producerId, long sequence);

    /** What encoding needs cannot be reached now. */
    final class NotYetException extends RuntimeException {
        NotYetException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
