package io.costream.producer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts in memory, for tests and for services without a metrics system. Safe for use by many threads. */
public final class InMemoryCallMetrics implements CallMetrics {
    private final LongAdder recorded = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder spooled = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private volatile long waitingCalls;
    private volatile long waitingBytes;

    public InMemoryCallMetrics() {
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    @Override
    public void recorded() {
        recorded.increment();
    }

    @Override
    public void dropped(DropReason reason) {
        counter(reason).increment();
    }

    @Override
    public void sent() {
        sent.increment();
    }

    @Override
    public void spooled() {
        spooled.increment();
    }

    @Override
    public void retried() {
        retried.increment();
    }

    @Override
    public void waiting(long calls, long bytes) {
        waitingCalls = calls;
        waitingBytes = bytes;
    }

    public long recordedCalls() {
        return recorded.sum();
    }

    public long sentCalls() {
        return sent.sum();
    }

    public long spooledCalls() {
        return spooled.sum();
    }

    public long retriedCalls() {
        return retried.sum();
    }

    public long droppedCalls(DropReason reason) {
        return counter(reason).sum();
    }

    /** Lost calls, whatever the reason. */
    public long droppedCalls() {
        return dropped.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long waitingCalls() {
        return waitingCalls;
    }

    public long waitingBytes() {
        return waitingBytes;
    }

    private LongAdder counter(DropReason reason) {
        LongAdder counter = dropped.get(reason);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + reason);
        }
        return counter;
    }
}
