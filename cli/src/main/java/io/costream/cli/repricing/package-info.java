/** {@code costream reprice}: history priced again. */
@NullMarked
package io.costream.cli.repricing;

import org.jspecify.annotations.NullMarked;
