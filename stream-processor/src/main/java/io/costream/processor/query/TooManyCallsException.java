package io.costream.processor.query;

import io.costream.processor.domain.Rollup;
import java.util.Arrays;
import java.util.stream.Collectors;

/** No rollup holds the answer, and the ledger is too long to add it up now. */
public final class TooManyCallsException extends RuntimeException {
    TooManyCallsException() {
        super("no rollup holds this answer, and the ledger has more than " + LedgerQueries.MOST_POSTINGS
                + " postings; ask for whole hours, days or months by one of: "
                + Arrays.stream(Rollup.values()).map(Rollup::label).collect(Collectors.joining(" | ")));
    }
}
