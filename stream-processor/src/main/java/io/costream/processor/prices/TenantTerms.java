package io.costream.processor.prices;

import io.costream.avro.Tenant;
import io.costream.pricing.VolumeDiscount;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is agreed with a tenant beside prices.
 *
 * @param currency in which its reports are, unless another one is asked for
 * @param volumeDiscounts by the first day of the months they hold for
 */
public record TenantTerms(String currency, NavigableMap<LocalDate, VolumeDiscount> volumeDiscounts) {
    /** Of a tenant that was never declared. */
    public static final TenantTerms USUAL = new TenantTerms("USD", new TreeMap<>());

    public TenantTerms {
        volumeDiscounts = Collections.unmodifiableNavigableMap(new TreeMap<>(volumeDiscounts));
    }

    static TenantTerms of(Tenant tenant) {
        NavigableMap<LocalDate, VolumeDiscount> discounts = new TreeMap<>();
        for (Map.Entry<String, String> entry : tenant.getVolumeDiscounts().entrySet()) {
            LocalDate first = entry.getKey().isEmpty() ? LocalDate.MIN : LocalDate.parse(entry.getKey());
            discounts.put(first, VolumeDiscount.parse(entry.getValue()));
        }
        return new TenantTerms(tenant.getCurrency(), discounts);
    }

    /** The discount on the month that begins with that day. */
    public VolumeDiscount volumeDiscount(LocalDate month) {
        Map.Entry<LocalDate, VolumeDiscount> last = volumeDiscounts.floorEntry(month);
        return last == null ? VolumeDiscount.NONE : last.getValue();
    }
}
