/**
 * Reads the topics again with readers of its own and proves that raw calls, ledger and totals agree: the plumbing of
 * {@link io.costream.processor.domain.verification}.
 */
@NullMarked
package io.costream.processor.verification;

import org.jspecify.annotations.NullMarked;
