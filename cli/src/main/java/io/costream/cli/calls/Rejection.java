package io.costream.cli.calls;

/**
 * Why a row is no call.
 *
 * @param reason a word for machines, such as {@code missing_field}
 * @param message a sentence for people
 */
public record Rejection(String reason, String message) {
    static final String MALFORMED = "malformed_row";
    static final String MISSING = "missing_field";
    static final String INVALID = "invalid_field";
    static final String NEGATIVE = "negative_quantity";
    static final String TOO_LONG = "too_long";

    /** Carries a rejection out of the reading of a field; it never leaves this package. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Rejection rejection;

        Rejected(String reason, String message) {
            super(message, null, false, false);
            this.rejection = new Rejection(reason, message);
        }

        Rejection rejection() {
            return rejection;
        }
    }
}
