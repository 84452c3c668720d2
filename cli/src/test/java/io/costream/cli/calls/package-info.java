@NullMarked
package io.costream.cli.calls;

import org.jspecify.annotations.NullMarked;
