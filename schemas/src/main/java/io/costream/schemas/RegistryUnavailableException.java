package io.costream.schemas;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer, or not now: the value may be good, and trying again may help. */
public final class RegistryUnavailableException extends RetriableException {
    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
