package io.costream.processor.domain.verification;

import io.costream.pricing.Charge;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a charge says about money, by name: names of models and flags are for people, and are left out. */
final class ChargeFigures {
    private ChargeFigures() {}

    static SortedMap<String, String> of(Charge charge) {
        SortedMap<String, String> figures = new TreeMap<>();
        figures.put("status", charge.status().name());
        figures.put("price_revision", Long.toString(charge.revision()));
        if (charge.isPriced()) {
            figures.put("total", plain(charge.total().toBigDecimal()));
            figures.put("cache_savings", plain(charge.cacheSavings().toBigDecimal()));
        }
        for (Charge.Line line : charge.lines()) {
            // A unit has one line; were there two, the second would be a difference of its own.
            figures.merge(
                    "line_" + line.unit().name(),
                    plain(line.quantity()) + " x " + plain(line.rate()) + " = "
                            + plain(line.amount().toBigDecimal()),
                    (one, other) -> one + " and " + other);
        }
        return figures;
    }

    static boolean areEqual(Charge one, Charge other) {
        return one.equals(other) || of(one).equals(of(other));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
