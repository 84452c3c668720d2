/** History that is priced again: reading the ledger as it stands, and the runs that post what changes. */
@NullMarked
package io.costream.processor.repricing;

import org.jspecify.annotations.NullMarked;
