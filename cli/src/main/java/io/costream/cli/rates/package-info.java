/** Exchange rates: what one USD is in other currencies, and from when on. */
@NullMarked
package io.costream.cli.rates;

import org.jspecify.annotations.NullMarked;
