/**
 * Counting a partition again from its raw calls and comparing: each posting with the price of its call, each cell with
 * what the calls sum to, each count of the audit. Pure: what is read comes from iterators, what does not fit in memory
 * goes to a {@link io.costream.processor.domain.verification.Scratch}.
 */
@NullMarked
package io.costream.processor.domain.verification;

import org.jspecify.annotations.NullMarked;
