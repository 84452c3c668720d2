@NullMarked
package io.costream.cli.terminal;

import org.jspecify.annotations.NullMarked;
