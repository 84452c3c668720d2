@NullMarked
package io.costream.cli;

import org.jspecify.annotations.NullMarked;
