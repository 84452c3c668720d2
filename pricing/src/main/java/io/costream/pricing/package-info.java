/**
 * What a call costs: pure arithmetic over immutable values. No clock, no Kafka, no files; {@code java.*} only.
 *
 * <p>A {@link io.costream.pricing.Consumption} says what was used, by whom and when; a
 * {@link io.costream.pricing.PriceBook} finds the rates valid at that instant and returns a
 * {@link io.costream.pricing.Charge}.
 */
@NullMarked
package io.costream.pricing;

import org.jspecify.annotations.NullMarked;
