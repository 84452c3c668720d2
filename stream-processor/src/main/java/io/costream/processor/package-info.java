/** The stream processor. */
@NullMarked
package io.costream.processor;

import org.jspecify.annotations.NullMarked;
