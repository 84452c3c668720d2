package io.costream.processor.repricing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BooleanSupplier;

/** How far a run of this process is, for those who ask. One thread works, any may ask. */
final class RunProgress implements RunObserver {
    private final BooleanSupplier stopping;
    private final long beganNanos = System.nanoTime();
    private volatile Reading reading = new Reading(0, 0);

    private record Reading(long read, long of) {}

    RunProgress(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    @Override
    public void progress(long read, long of) {
        reading = new Reading(read, of);
    }

    @Override
    public boolean isStopping() {
        return stopping.getAsBoolean();
    }

    /** Postings read, of about how many, how many a second, and how many seconds are left at that rate. */
    ObjectNode json() {
        return json(System.nanoTime() - beganNanos);
    }

    ObjectNode json(long nanos) {
        Reading now = reading;
        double perSecond = nanos <= 0 ? 0 : now.read * 1e9 / nanos;
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("read", now.read)
                .put("of", now.of)
                .put("per_second", Math.round(perSecond));
        return perSecond > 0
                ? json.put("seconds_left", (long) Math.ceil((now.of - now.read) / perSecond))
                : json.putNull("seconds_left");
    }
}
