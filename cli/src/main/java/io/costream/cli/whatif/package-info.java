/** {@code costream what-if}: what calls of the past would have cost. */
@NullMarked
package io.costream.cli.whatif;

import org.jspecify.annotations.NullMarked;
