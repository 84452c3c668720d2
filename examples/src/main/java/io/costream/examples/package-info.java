/** A service with an endpoint of its own that calls a provider over HTTP and emits each call through the library. */
@NullMarked
package io.costream.examples;

import org.jspecify.annotations.NullMarked;
