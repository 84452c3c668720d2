/** The topics that calls are looked up in: prices, exchange rates and tenants, read into memory; and the one way to change prices. */
@NullMarked
package io.costream.processor.prices;

import org.jspecify.annotations.NullMarked;
