package io.costream.cli.registry;

/** A request that gets no for an answer. */
final class RegistryError extends RuntimeException {
    static final int INVALID_SCHEMA = 42201;

    private final int code;

    /** @param code the API's own code, whose first three digits are the HTTP status */
    RegistryError(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryError subjectNotFound(String subject) {
        return new RegistryError(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionNotFound(String version) {
        return new RegistryError(40402, "Version " + version + " not found.");
    }

    static RegistryError schemaNotFound() {
        return new RegistryError(40403, "Schema not found");
    }

    int code() {
        return code;
    }

    int status() {
        return code < 1000 ? code : code / 100;
    }
}
