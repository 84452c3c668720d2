package io.costream.pricing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What selects among a model's rates, as names and values: {@code service_tier} (batch, flex, priority; standard is
 * the absence of one), {@code region}, {@code speed} and whatever else a price entry names. Immutable.
 */
public record PricingContext(SortedMap<String, String> values) {
    public static final String SERVICE_TIER = "service_tier";
    public static final String REGION = "region";
    public static final String SPEED = "speed";

    /** Standard service, no region, normal speed. */
    public static final PricingContext STANDARD = new PricingContext(new TreeMap<>());

    public PricingContext {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** A copy with one value more; an empty value, or the service tier {@code standard}, means absence. */
    public PricingContext with(String name, String value) {
        TreeMap<String, String> changed = new TreeMap<>(values);
        if (value.isEmpty() || (name.equals(SERVICE_TIER) && value.equals("standard"))) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new PricingContext(changed);
    }
}
