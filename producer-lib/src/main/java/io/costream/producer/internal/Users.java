package io.costream.producer.internal;

/** Whether the thread that made a call writes its user. */
enum Users {
    WRITTEN,
    /** Left to the sender, which writes a pseudonym: a keyed hash takes longer than a caller should wait. */
    LEFT_OUT
}
