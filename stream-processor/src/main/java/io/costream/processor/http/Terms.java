package io.costream.processor.http;

import io.costream.pricing.ExchangeRates;
import io.costream.pricing.ExchangeRates.ExchangeRate;
import io.costream.pricing.VolumeDiscount;
import io.costream.processor.prices.TenantTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;

/** In what amounts are told: currencies, and what is agreed with tenants. Safe for use by many threads. */
public record Terms(Supplier<ExchangeRates> rates, Supplier<Map<String, TenantTerms>> tenants) {
    /** The terms of a tenant, whether it was declared or not. */
    TenantTerms of(String tenant) {
        return tenants.get().getOrDefault(tenant, TenantTerms.USUAL);
    }

    VolumeDiscount volumeDiscount(String tenant, LocalDate month) {
        return of(tenant).volumeDiscount(month);
    }

    /**
     * The currency of an answer: the one that was asked for, else the tenant's as far as a rate of it is known, else
     * USD.
     */
    String currency(Parameters parameters, String tenant) {
        String asked = parameters.text("currency");
        if (asked.isEmpty()) {
            String own = of(tenant).currency();
            return rates.get().at(own, Instant.EPOCH).isPresent() ? own : ExchangeRates.USD;
        }
        if (rates.get().at(asked, Instant.EPOCH).isEmpty()) {
            throw RequestProblem.badRequest(
                    "currency is '" + asked + "', for which no exchange rate is known; known are "
                            + String.join(", ", rates.get().currencies())
                            + (rates.get().currencies().isEmpty() ? "" : ", ") + ExchangeRates.USD);
        }
        return asked;
    }

    /** The rate that a window is told at: the last one that is known at its start. */
    ExchangeRate rate(String currency, Instant start) {
        return rates.get().at(currency, start).orElse(ExchangeRate.OF_USD);
    }
}
