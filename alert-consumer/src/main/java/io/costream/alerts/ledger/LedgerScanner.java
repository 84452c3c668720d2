package io.costream.alerts.ledger;

import io.costream.alerts.domain.SumKey;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers questions about the past of the ledger, beside the stream. */
public interface LedgerScanner {
    /**
     * Starts a scan. The answer names every sum that is not empty; it fails where the ledger cannot be understood, and
     * waits as long as a broker is away. Cancelling it ends the scan.
     */
    CompletableFuture<Map<SumKey, BigDecimal>> scan(LedgerScan scan);
}
