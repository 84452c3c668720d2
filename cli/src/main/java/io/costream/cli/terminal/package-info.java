/** What every command shares with the person at the keyboard: options, values as people write them, tables, failures. */
@NullMarked
package io.costream.cli.terminal;

import org.jspecify.annotations.NullMarked;
