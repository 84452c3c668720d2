/** The alert consumer. */
@NullMarked
package io.costream.alerts;

import org.jspecify.annotations.NullMarked;
