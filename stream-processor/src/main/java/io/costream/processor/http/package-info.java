/** The query API over HTTP and JSON. */
@NullMarked
package io.costream.processor.http;

import org.jspecify.annotations.NullMarked;
