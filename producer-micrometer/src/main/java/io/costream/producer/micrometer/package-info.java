/** The producer library's counts as meters of Micrometer. */
@NullMarked
package io.costream.producer.micrometer;

import org.jspecify.annotations.NullMarked;
