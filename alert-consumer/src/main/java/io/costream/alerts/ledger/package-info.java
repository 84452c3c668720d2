/** Reading the ledger: what a posting spends, and what was spent before a budget came to be. */
@NullMarked
package io.costream.alerts.ledger;

import org.jspecify.annotations.NullMarked;
