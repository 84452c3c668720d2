package io.costream.producer;

/** How a call ended. */
public enum Outcome {
    OK,
    /** The provider or the service failed. */
    ERROR,
    TIMEOUT,
    /** The caller gave up, or a stream was cut. */
    CANCELLED
}
