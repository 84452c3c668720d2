package io.costream.alerts.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Money that the ledger says was spent, or given back by an adjustment. Immutable.
 *
 * @param values by the names of dimensions; a dimension that the call lacks is absent
 * @param at when the call was made
 * @param amount USD, negative where an adjustment lowers a charge
 */
public record Spend(Map<String, String> values, Instant at, BigDecimal amount) {
    public Spend {
        values = Map.copyOf(values);
    }

    /** Empty where the call lacks the dimension, and for {@link Dimension#NONE}. */
    public String value(Dimension dimension) {
        return values.getOrDefault(dimension.name(), "");
    }
}
