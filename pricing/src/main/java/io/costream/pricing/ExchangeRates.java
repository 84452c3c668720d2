package io.costream.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a USD was in other currencies, and from when on. Amounts are kept in USD; a converted one is for people to read.
 * Immutable.
 */
public final class ExchangeRates {
    /** Decimal places of a converted amount. */
    public static final int SCALE = 6;

    /** The currency of every amount that is kept. */
    public static final String USD = "USD";

    public static final ExchangeRates NONE = of(List.of());

    /**
     * One USD in another currency.
     *
     * @param currency its code, such as EUR
     * @param from first instant of the rate; it holds until the next one of its currency
     * @param rate units of the currency for one USD, above 0
     */
    public record ExchangeRate(String currency, Instant from, BigDecimal rate) {
        /** A rate of 1, always. */
        public static final ExchangeRate OF_USD = new ExchangeRate(USD, Instant.MIN, BigDecimal.ONE);

        public ExchangeRate {
            rate = Rate.plain(rate);
            if (rate.signum() <= 0) {
                throw new IllegalArgumentException("a rate of " + rate + ", but it must be above 0");
            }
        }

        /** An amount in this currency: rounded half-even to six places, or exact where the currency is USD. */
        public String convert(Money usd) {
            if (currency.equals(USD)) {
                return usd.toString();
            }
            BigDecimal amount = usd.toBigDecimal().multiply(rate).setScale(SCALE, RoundingMode.HALF_EVEN);
            return Rate.plain(amount).toPlainString();
        }
    }

    private final Map<String, List<ExchangeRate>> byCurrency;

    private ExchangeRates(Map<String, List<ExchangeRate>> byCurrency) {
        this.byCurrency = byCurrency;
    }

    public static ExchangeRates of(Collection<ExchangeRate> rates) {
        Map<String, List<ExchangeRate>> byCurrency = new TreeMap<>();
        rates.stream()
                .sorted(Comparator.comparing(ExchangeRate::from))
                .forEach(rate -> byCurrency
                        .computeIfAbsent(rate.currency(), any -> new ArrayList<>())
                        .add(rate));
        return new ExchangeRates(byCurrency);
    }

    /**
     * The rate of a currency at an instant; before the first one that is known, that one. Empty where none is known;
     * USD is always 1.
     */
    public Optional<ExchangeRate> at(String currency, Instant instant) {
        if (currency.equals(USD)) {
            return Optional.of(ExchangeRate.OF_USD);
        }
        List<ExchangeRate> rates = byCurrency.getOrDefault(currency, List.of());
        ExchangeRate last = rates.isEmpty() ? null : rates.get(0);
        for (ExchangeRate rate : rates) {
            if (!rate.from().isAfter(instant)) {
                last = rate;
            }
        }
        return Optional.ofNullable(last);
    }

    /** Currencies with a rate, sorted; USD is not among them. */
    public List<String> currencies() {
        return List.copyOf(byCurrency.keySet());
    }

    /** All rates, by currency and then by time. */
    public List<ExchangeRate> all() {
        return byCurrency.values().stream().flatMap(List::stream).toList();
    }
}
