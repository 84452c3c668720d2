/** What was posted, read back from the ledger's topics. */
@NullMarked
package io.costream.processor.ledger;

import org.jspecify.annotations.NullMarked;
