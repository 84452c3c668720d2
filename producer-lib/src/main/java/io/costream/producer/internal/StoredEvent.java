package io.costream.producer.internal;

import io.costream.producer.spool.SpooledEvent;

/** An event that comes from the disk, and stays there until it is settled. */
final class StoredEvent extends Event {
    private final SpooledEvent stored;

    StoredEvent(SpooledEvent stored, Deliveries deliveries) {
        super(deliveries);
        this.stored = stored;
        begin();
    }

    @Override
    byte[] key() {
        return stored.key();
    }

    @Override
    byte[] value() {
        return stored.value();
    }

    @Override
    void settled() {
        // The way over the disk looks at each event itself.
    }
}
