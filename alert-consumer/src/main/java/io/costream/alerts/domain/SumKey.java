package io.costream.alerts.domain;

import java.time.Instant;

/**
 * Names one sum. Immutable.
 *
 * @param meter the meter's id
 * @param value of the dimension that splits the budget; empty without one
 */
public record SumKey(String meter, String value, Instant windowStart) {}
