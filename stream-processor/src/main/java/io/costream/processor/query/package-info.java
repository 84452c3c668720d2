/** Answers from the cells, of this instance and of its peers, and from the ledger. Knows nothing of HTTP. */
@NullMarked
package io.costream.processor.query;

import org.jspecify.annotations.NullMarked;
