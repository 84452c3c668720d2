/** Budgets over the ledger: reading their file, and the application that sums, watches and raises alerts. */
@NullMarked
package io.costream.alerts;

import org.jspecify.annotations.NullMarked;
