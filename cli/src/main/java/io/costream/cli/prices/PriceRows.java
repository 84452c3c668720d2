package io.costream.cli.prices;

import io.costream.cli.terminal.Table;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;

/** Price entries as a table: one line for each set of rates, withdrawn entries left out. Not thread-safe. */
final class PriceRows {
    private static final int PER_MILLION = 6;

    private final Table table =
            Table.of("lrrllrl").row("model", "input/1M", "output/1M", "for", "valid from", "revision", "source");

    void add(ModelPrices model) {
        model.entries().stream()
                .filter(entry -> entry.withdrawnIn() == 0)
                .forEach(entry -> entry.sets().forEach(set -> add(model.key(), entry, set)));
    }

    private void add(String key, PriceEntry entry, RateSet set) {
        table.row(
                key,
                rate(set, Unit.INPUT_UNCACHED),
                rate(set, Unit.OUTPUT_TEXT),
                condition(entry, set),
                entry.from().equals(Instant.MIN) ? "always" : entry.from().toString(),
                Long.toString(entry.revision()),
                entry.source());
    }

    Collection<String> lines() {
        return table.lines();
    }

    private static String rate(RateSet set, Unit unit) {
        Rate rate = set.rates().get(unit);
        return rate == null ? "" : "$" + perMillion(rate);
    }

    private static String perMillion(Rate rate) {
        BigDecimal price = rate.perUnit().movePointRight(PER_MILLION).stripTrailingZeros();
        return price.toPlainString();
    }

    /** In which context, at which size and for whom the rates hold; empty for always and everybody. */
    private static String condition(PriceEntry entry, RateSet set) {
        StringBuilder text = new StringBuilder();
        set.when().forEach((name, value) -> text.append(name + "=" + value + " "));
        if (set.size().bound() != SizeTier.Bound.ANY) {
            text.append(set.size().bound() == SizeTier.Bound.ABOVE ? "> " : "≥ ")
                    .append(set.size().threshold().toPlainString())
                    .append(' ');
        }
        if (entry.isContract()) {
            text.append("tenant ").append(entry.tenant());
        }
        return text.toString().strip();
    }
}
