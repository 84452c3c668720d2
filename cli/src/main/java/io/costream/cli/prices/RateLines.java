package io.costream.cli.prices;

import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rates and prices in words. */
final class RateLines {
    private static final int PER_MILLION = 6;
    private static final int MOST_PLACES = 12;

    private RateLines() {}

    /** A rate as price lists write it: for a million tokens, or for one of anything else. */
    static String rate(Unit unit, Rate rate) {
        return unit.countsTokens()
                ? "$" + readable(rate.perUnit().movePointRight(PER_MILLION)) + " per million"
                : "$" + readable(rate.perUnit()) + " each";
    }

    private static String readable(BigDecimal usd) {
        BigDecimal plain = usd.scale() > MOST_PLACES ? usd.setScale(MOST_PLACES, RoundingMode.HALF_EVEN) : usd;
        return plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString();
    }

    /** In which context and at which size rates hold; empty for always. */
    static String condition(RateSet set) {
        List<String> parts = new ArrayList<>();
        set.when().forEach((name, value) -> parts.add(name + "=" + value));
        if (set.size().bound() != SizeTier.Bound.ANY) {
            String sign = set.size().bound() == SizeTier.Bound.ABOVE ? "> " : "≥ ";
            String measure = set.size().measure().equals(SizeTier.INPUT_TOKENS)
                    ? ""
                    : " " + set.size().measure();
            parts.add(sign + set.size().threshold().toPlainString() + measure);
        }
        return String.join(" ", parts);
    }

    /** When a price is valid, and for whom. */
    static String validity(PriceEntry entry) {
        StringBuilder text = new StringBuilder();
        text.append(entry.from().equals(Instant.MIN) ? "always" : "from " + entry.from());
        if (!entry.to().equals(Instant.MAX)) {
            text.append(" to ").append(entry.to());
        }
        entry.windows()
                .forEach(window -> text.append(", ")
                        .append(window.from())
                        .append('–')
                        .append(window.to())
                        .append(' ')
                        .append(window.zone()));
        return text.append(entry.isContract() ? ", tenant " + entry.tenant() : "")
                .toString();
    }

    /** Every rate of an entry by unit and condition. */
    static Map<String, String> all(PriceEntry entry) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (RateSet set : entry.sets()) {
            String condition = condition(set);
            String suffix = condition.isEmpty() ? "" : " (" + condition + ")";
            set.rates().forEach((unit, rate) -> lines.put(unit + suffix, rate(unit, rate)));
            if (set.factor().compareTo(BigDecimal.ONE) != 0) {
                lines.put("all tokens" + suffix, "× " + set.factor().toPlainString());
            }
        }
        if (entry.discount().signum() > 0) {
            lines.put("discount", readable(entry.discount().movePointRight(2)) + " %");
        }
        if (entry.minimum().signum() > 0) {
            lines.put("minimum", "$" + entry.minimum().toPlainString());
        }
        return lines;
    }
}
