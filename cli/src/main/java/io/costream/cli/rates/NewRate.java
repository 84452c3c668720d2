package io.costream.cli.rates;

import io.costream.avro.ExchangeRate;
import io.costream.cli.terminal.CommandFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

/** A rate as it is typed: {@code EUR=0.92}. */
record NewRate(String currency, BigDecimal rate) {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");

    static NewRate parse(String text) {
        int equal = text.indexOf('=');
        if (equal < 1) {
            throw CommandFailure.wrongUsage("'" + text + "' is not CURRENCY=RATE, such as EUR=0.92");
        }
        String currency = Currencies.code(text.substring(0, equal));
        String rate = text.substring(equal + 1).strip();
        if (currency.equals("USD")) {
            throw CommandFailure.wrongUsage("amounts are kept in USD, so its rate is always 1");
        }
        if (!DECIMAL.matcher(rate).matches() || new BigDecimal(rate).signum() == 0) {
            throw CommandFailure.wrongUsage(
                    "the rate of " + currency + " is '" + rate + "', but a decimal above 0 such as 0.92 is expected");
        }
        return new NewRate(currency, new BigDecimal(rate));
    }

    /** One record a currency and first instant, so that setting it again corrects it. */
    String key(Instant from) {
        return currency + "@" + from;
    }

    ExchangeRate entry(Instant from) {
        return ExchangeRate.newBuilder()
                .setCurrency(currency)
                .setFrom(from)
                .setRate(rate.toPlainString())
                .build();
    }
}
