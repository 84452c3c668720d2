package io.costream.pricing.cases;

/** A row cannot be read; the message says why, in words for the person who wrote it. */
final class CaseException extends RuntimeException {
    CaseException(String message) {
        super(message);
    }
}
