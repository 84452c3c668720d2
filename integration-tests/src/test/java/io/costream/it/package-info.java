/** What can only be seen with a real broker. */
@NullMarked
package io.costream.it;

import org.jspecify.annotations.NullMarked;
