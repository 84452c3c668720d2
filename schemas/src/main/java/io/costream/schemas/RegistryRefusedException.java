package io.costream.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered no: an unknown id, an incompatible schema, a missing right. Asking again gets the same. */
public final class RegistryRefusedException extends SerializationException {
    /** The registry's code for an id, or a schema, that it does not know. */
    public static final int SCHEMA_NOT_FOUND = 40403;

    private final int errorCode;

    /** @param errorCode the registry's own code, whose first three digits are the HTTP status */
    public RegistryRefusedException(int errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /** The registry's own code, such as 40403; the HTTP status where it gave none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether the registry does not know what was asked for; another writer may still register it. */
    public boolean isNotFound() {
        return errorCode == 404 || errorCode / 100 == 404;
    }
}
