/** {@code costream verify}: what the proof found, in words and as a document. */
@NullMarked
package io.costream.cli.verification;

import org.jspecify.annotations.NullMarked;
