package io.costream.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Money and counts as people read them. What is printed for machines is never rounded; this is. */
public final class Amounts {
    private static final int FEWEST_PLACES = 2;
    private static final int MOST_PLACES = 6;
    private static final Map<String, String> SYMBOLS = Map.of("USD", "$", "EUR", "€", "GBP", "£", "JPY", "¥");

    private final String symbol;
    private final int places;

    private Amounts(String symbol, int places) {
        this.symbol = symbol;
        this.places = places;
    }

    /** For one amount: with as many decimal places as it needs, from two to six. */
    public static String money(BigDecimal amount, String currency) {
        return of(List.of(amount), currency).money(amount);
    }

    /** For a column of amounts: all with the same number of decimal places. */
    public static Amounts of(Collection<BigDecimal> amounts, String currency) {
        int needed = amounts.stream()
                .mapToInt(amount ->
                        rounded(amount, MOST_PLACES).stripTrailingZeros().scale())
                .max()
                .orElse(FEWEST_PLACES);
        return new Amounts(
                SYMBOLS.getOrDefault(currency, currency + " "), Math.max(FEWEST_PLACES, Math.min(MOST_PLACES, needed)));
    }

    public String money(BigDecimal amount) {
        BigDecimal rounded = rounded(amount, places);
        String sign = rounded.signum() < 0 ? "-" : "";
        return sign + symbol + number("#,##0." + "0".repeat(places)).format(rounded.abs());
    }

    public static String count(long count) {
        return number("#,##0").format(count);
    }

    /** A quantity with at most as many decimal places as stated. */
    public static String decimal(BigDecimal value, int mostPlaces) {
        return number(mostPlaces == 0 ? "#,##0" : "#,##0." + "#".repeat(mostPlaces))
                .format(rounded(value, mostPlaces));
    }

    /** A fraction, such as 0.25, as 25.0 %. */
    public static String percent(BigDecimal fraction) {
        return number("#,##0.0").format(rounded(fraction.movePointRight(2), 1)) + " %";
    }

    private static BigDecimal rounded(BigDecimal amount, int places) {
        return amount.setScale(places, RoundingMode.HALF_EVEN);
    }

    private static DecimalFormat number(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
