package io.costream.cli.prices;

import io.costream.cli.terminal.Table;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.Unit;
import java.time.Instant;
import java.util.Collection;

/** Price entries as a table: one line for each set of rates, withdrawn entries left out. Not thread-safe. */
final class PriceRows {
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
                (RateLines.condition(set) + (entry.isContract() ? " tenant " + entry.tenant() : "")).strip(),
                entry.from().equals(Instant.MIN) ? "always" : entry.from().toString(),
                Long.toString(entry.revision()),
                entry.source());
    }

    Collection<String> lines() {
        return table.lines();
    }

    private static String rate(RateSet set, Unit unit) {
        Rate rate = set.rates().get(unit);
        return rate == null ? "" : RateLines.rate(unit, rate).replace(" per million", "");
    }
}
