/** The API of the producer library. */
@NullMarked
package io.costream.producer;

import org.jspecify.annotations.NullMarked;
