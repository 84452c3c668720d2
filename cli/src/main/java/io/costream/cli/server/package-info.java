/** Servers: everything in one process, and each part alone. */
@NullMarked
package io.costream.cli.server;

import org.jspecify.annotations.NullMarked;
