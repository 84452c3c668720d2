/**
 * The stream processor: its configuration, and the class that wires it. A call's way: {@code topology} reads, prices
 * and counts it, {@code state} keeps the totals, {@code ledger} reads back what was posted, {@code query} answers, and
 * {@code http} carries the answers out.
 */
@NullMarked
package io.costream.processor;

import org.jspecify.annotations.NullMarked;
