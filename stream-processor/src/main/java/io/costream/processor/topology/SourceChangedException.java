package io.costream.processor.topology;

/** The log of calls is not the one that the totals were counted from; counting on would give wrong figures. */
public final class SourceChangedException extends RuntimeException {
    SourceChangedException(String message) {
        super(message + ". Rebuild the totals under a new application.id, or bring the old log back.");
    }
}
