/**
 * Prices rows of case files: a call and its usage as people and other tools write them, in; a charge as JSON, out. What
 * {@code costream price --cases} prints.
 */
@NullMarked
package io.costream.pricing.cases;

import org.jspecify.annotations.NullMarked;
