package io.costream.producer.internal;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One event from its encoding to its end. Its key and bytes, and so its identity, never change between attempts. */
final class Event implements Callback {
    final long ordinal;
    final String key;
    final byte[] value;
    /** What the call took up in the queue, given back when the event is settled. */
    final long queuedBytes;

    private final Deliveries deliveries;
    private volatile boolean settled;

    Event(long ordinal, String key, byte[] value, long queuedBytes, Deliveries deliveries) {
        this.ordinal = ordinal;
        this.key = key;
        this.value = value;
        this.queuedBytes = queuedBytes;
        this.deliveries = deliveries;
    }

    /** Whether the event is acknowledged, or lost and counted. */
    boolean isSettled() {
        return settled;
    }

    void settle() {
        settled = true;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            deliveries.acknowledged(this);
        } else {
            deliveries.failed(this, failure);
        }
    }
}
