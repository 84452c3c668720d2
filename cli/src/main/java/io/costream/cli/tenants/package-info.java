/** Tenants: their calendar, their currency, and the discounts of their contracts. */
@NullMarked
package io.costream.cli.tenants;

import org.jspecify.annotations.NullMarked;
