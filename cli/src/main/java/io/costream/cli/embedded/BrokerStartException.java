package io.costream.cli.embedded;

import org.jspecify.annotations.Nullable;

/** The broker cannot start; the message says why and what to do, in words for the user. */
public final class BrokerStartException extends RuntimeException {
    BrokerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
