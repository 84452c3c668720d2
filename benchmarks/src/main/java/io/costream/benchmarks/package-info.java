/** Measurements. */
@NullMarked
package io.costream.benchmarks;

import org.jspecify.annotations.NullMarked;
