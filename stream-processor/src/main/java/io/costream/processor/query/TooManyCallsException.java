package io.costream.processor.query;

import io.costream.processor.domain.Rollups;

/** No rollup holds the answer, and the ledger is too long to add it up now. */
public final class TooManyCallsException extends RuntimeException {
    TooManyCallsException(Rollups rollups) {
        super("no rollup holds this answer, and the ledger has more than " + LedgerQueries.MOST_POSTINGS
                + " postings; ask for whole windows by dimensions of one of: " + rollups.text());
    }
}
