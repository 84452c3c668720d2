package io.costream.producer;

import java.time.Duration;

/**
 * Takes calls and emits them in the background. Safe for use by many threads, virtual ones included.
 *
 * <p>{@link #record} never blocks, never throws, and does not wait for Kafka: it validates, puts the call into a
 * bounded queue and returns. What cannot be queued is lost and counted in {@link CallMetrics} by its reason.
 */
public interface CallRecorder extends AutoCloseable {
    /** Emits a call. Never blocks and never throws. */
    void record(Call call);

    /**
     * A measurement of a call that is about to be made: who makes it, with which model and what for is taken from the
     * template; its time, latency and outcome are measured.
     */
    MeasuredCall call(Call template);

    /**
     * Waits until every call recorded before is acknowledged by Kafka, or on disk where there is a spool, or lost and
     * counted.
     *
     * @return false when the time was over before, or the thread was interrupted
     */
    boolean flush(Duration timeout);

    /**
     * Takes no more calls, waits as {@link #flush} does, and releases everything. Calls that could not be sent in
     * time are counted as {@link DropReason#UNSENT_AT_CLOSE}. Closing again does nothing.
     *
     * @return whether every call was sent or is on disk
     */
    boolean close(Duration timeout);

    /** Closes with the configured {@code close.timeout.ms}. */
    @Override
    void close();
}
