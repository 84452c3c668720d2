/** Prices: what is known of models, what a task would cost, and what is set by hand. */
@NullMarked
package io.costream.cli.prices;

import org.jspecify.annotations.NullMarked;
