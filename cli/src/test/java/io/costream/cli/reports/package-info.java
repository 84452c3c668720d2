/** Tests of reports as people read them. */
@NullMarked
package io.costream.cli.reports;

import org.jspecify.annotations.NullMarked;
