/** Tests of what the measurements rely on. */
@NullMarked
package io.costream.benchmarks;

import org.jspecify.annotations.NullMarked;
