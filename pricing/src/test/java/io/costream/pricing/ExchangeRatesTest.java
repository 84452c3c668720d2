package io.costream.pricing;

import static io.costream.pricing.Books.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costream.pricing.ExchangeRates.ExchangeRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeRatesTest {
    private static final Instant LATER = NOON.plus(Duration.ofDays(1));
    private static final ExchangeRate FIRST = new ExchangeRate("EUR", NOON, new BigDecimal("0.90"));
    private static final ExchangeRate SECOND = new ExchangeRate("EUR", LATER, new BigDecimal("0.95"));
    private static final ExchangeRate POUND = new ExchangeRate("GBP", NOON, new BigDecimal("0.79"));

    private final ExchangeRates rates = ExchangeRates.of(List.of(SECOND, POUND, FIRST));

    @Test
    void lastRateKnownAtAnInstantHolds() {
        assertThat(rates.at("EUR", NOON)).contains(FIRST);
        assertThat(rates.at("EUR", LATER.minusNanos(1))).contains(FIRST);
        assertThat(rates.at("EUR", LATER)).contains(SECOND);
    }

    @Test
    void firstRateHoldsBeforeItToo() {
        assertThat(rates.at("EUR", Instant.EPOCH)).contains(FIRST);
    }

    @Test
    void unknownCurrencyHasNoRateAndTheDollarAlwaysOne() {
        assertThat(rates.at("CHF", NOON)).isEmpty();
        assertThat(ExchangeRates.NONE.at("USD", NOON)).contains(ExchangeRate.OF_USD);
    }

    @Test
    void ratesAreListedByCurrencyAndTime() {
        assertThat(rates.currencies()).containsExactly("EUR", "GBP");
        assertThat(rates.all()).containsExactly(FIRST, SECOND, POUND);
    }

    @Test
    void convertedAmountsAreRoundedHalfEvenToSixPlaces() {
        ExchangeRate half = new ExchangeRate("EUR", NOON, new BigDecimal("0.5"));

        assertThat(half.convert(Money.of("0.000001"))).isEqualTo("0");
        assertThat(half.convert(Money.of("0.000003"))).isEqualTo("0.000002");
        assertThat(half.convert(Money.of("200"))).isEqualTo("100");
        assertThat(half.convert(Money.of("-1"))).isEqualTo("-0.5");
    }

    @Test
    void dollarsStayAsTheyAre() {
        assertThat(ExchangeRate.OF_USD.convert(Money.of("0.000000000001"))).isEqualTo("0.000000000001");
    }

    @Test
    void rateMustBeAboveZero() {
        assertThatThrownBy(() -> new ExchangeRate("EUR", NOON, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExchangeRate("EUR", NOON, new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
