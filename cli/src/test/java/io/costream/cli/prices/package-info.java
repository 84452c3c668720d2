/** Tests of prices as commands read and set them. */
@NullMarked
package io.costream.cli.prices;

import org.jspecify.annotations.NullMarked;
