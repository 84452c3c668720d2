package io.costream.producer;

import static java.util.Objects.requireNonNull;

import io.costream.producer.internal.RecorderFactory;

/** The way in: makes recorders. A service makes one, shares it among its threads, and closes it when it ends. */
public final class Costream {
    private Costream() {}

    /**
     * A recorder that counts nothing but logs what is lost. Neither Kafka nor the schema registry has to be up; calls
     * wait until they are.
     */
    public static CallRecorder create(CostreamConfig config) {
        return create(config, CallMetrics.NONE);
    }

    /** A recorder that reports to these metrics what becomes of the calls. */
    public static CallRecorder create(CostreamConfig config, CallMetrics metrics) {
        return RecorderFactory.create(requireNonNull(config, "config"), requireNonNull(metrics, "metrics"));
    }
}
