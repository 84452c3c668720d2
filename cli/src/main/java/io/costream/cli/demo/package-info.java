/** A show of everything, on traffic of its own. */
@NullMarked
package io.costream.cli.demo;

import org.jspecify.annotations.NullMarked;
