package io.costream.alerts.domain;

import java.math.BigDecimal;

/**
 * What one partition of the ledger adds to a sum. Absolute, so that the last one replaces all before. Immutable.
 *
 * @param spent USD in the window so far
 * @param before how much of it was spent before the budget was applied
 * @param asOf offset of priced-calls up to which it is complete
 */
public record Column(BigDecimal spent, BigDecimal before, long asOf) {}
