package io.costream.pricing;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Charges the calls that nearly all are, tokens at listed rates, in whole picodollars and with no object but the
 * result. Anything else is left to {@link Charging}, which charges these calls alike.
 */
final class TokenCharge {
    private static final int MOST_LINES = 5;

    private TokenCharge() {}

    /** The charge of the tokens; null where a rate stands in for another one, or an amount needs decimal arithmetic. */
    static @Nullable Charge of(Usage usage, RateTable rates, long revision, String matched) {
        long total = 0;
        long saved = 0;
        int count = 0;
        Charge.Line first = null;
        Charge.Line second = null;
        Charge.Line third = null;
        Charge.Line fourth = null;
        Charge.Line fifth = null;
        for (long rest = usage.used(); rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            long quantity = usage.tokens(i);
            UnitRate rate = rates.token(i);
            if (rate == null || rate.origin.index() != i || count == MOST_LINES) {
                return null;
            }
            long amount = rate.picos(quantity);
            long savings = rates.cacheSavings(i, quantity, amount);
            total += amount;
            saved += savings;
            // Each of the four is below 0 where it did not fit.
            if ((amount | savings | total | saved) < 0) {
                return null;
            }
            Charge.Line line = new Charge.Line(rate.origin, quantity, rate.perUnit, amount);
            switch (count++) {
                case 0 -> first = line;
                case 1 -> second = line;
                case 2 -> third = line;
                case 3 -> fourth = line;
                default -> fifth = line;
            }
        }
        List<Charge.Line> lines = switch (count) {
            case 0 -> List.of();
            case 1 -> List.of(first);
            case 2 -> List.of(first, second);
            case 3 -> List.of(first, second, third);
            case 4 -> List.of(first, second, third, fourth);
            default -> List.of(first, second, third, fourth, fifth);
        };
        return new Charge(
                Charge.Status.PRICED, lines, Money.ofPicos(total), Money.ofPicos(saved), revision, matched, Set.of());
    }
}
