/**
 * Price files: the product's own readable format and its built-in catalogue. The only part of the module that reads
 * JSON; everything it returns is a value of {@link io.costream.pricing}.
 */
@NullMarked
package io.costream.pricing.catalogue;

import org.jspecify.annotations.NullMarked;
