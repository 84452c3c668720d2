/** Budgets: applying the file that people keep them in, and how they stand. */
@NullMarked
package io.costream.cli.budgets;

import org.jspecify.annotations.NullMarked;
