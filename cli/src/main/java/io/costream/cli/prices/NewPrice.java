package io.costream.cli.prices;

import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.InstantOption;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A price as it is given on the command line. Not thread-safe. */
final class NewPrice {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");

    @Parameters(paramLabel = "PROVIDER/MODEL", description = "Whose price it is.")
    private String key = "";

    @Option(names = "--input-per-million", required = true, paramLabel = "USD", description = "A million input tokens.")
    private String input = "";

    @Option(names = "--output-per-million", required = true, paramLabel = "USD", description = "A million output ones.")
    private String output = "";

    @Option(names = "--cache-read-per-million", paramLabel = "USD", description = "A million tokens read from a cache.")
    private @Nullable String cacheRead;

    @Option(names = "--unit", paramLabel = "UNIT=RATE", description = "Another unit; token units per million.")
    private Map<String, String> units = Map.of();

    @Option(names = "--context", paramLabel = "NAME=VALUE", description = "Only there, as service_tier=batch.")
    private Map<String, String> context = Map.of();

    @Option(names = "--above", paramLabel = "TOKENS", description = "Only for calls with more input tokens.")
    private long above = -1;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "From when on it is valid.")
    @SuppressWarnings("NullAway.Init")
    private InstantOption from;

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            converter = InstantOption.Converter.class,
            description = "Until when, exclusive (default: no end).")
    private @Nullable InstantOption to;

    String key() {
        return key;
    }

    /** The model with the one entry to record; rates for a context or size join those that the book has then. */
    ModelPrices prices(PriceBook book) {
        int slash = key.indexOf('/');
        if (slash < 1 || slash == key.length() - 1) {
            throw CommandFailure.wrongUsage("'" + key + "' is not PROVIDER/MODEL");
        }
        Instant start = from.in(ZoneOffset.UTC);
        RateSet set = RateSet.of(new TreeMap<>(context), above < 0 ? SizeTier.ANY : SizeTier.above(above), rates());
        boolean conditional = !context.isEmpty() || above >= 0;
        Optional<PriceEntry> before = conditional ? at(book, key, start) : Optional.empty();
        List<RateSet> sets = new ArrayList<>();
        sets.add(set);
        before.ifPresent(entry -> entry.sets().stream()
                .filter(one -> !one.when().equals(set.when()) || !one.size().equals(set.size()))
                .forEach(sets::add));
        Instant end = to == null ? before.map(PriceEntry::to).orElse(Instant.MAX) : to.in(ZoneOffset.UTC);
        if (!start.isBefore(end)) {
            throw CommandFailure.wrongUsage("--to is not after --from");
        }
        PriceEntry entry = PriceEntry.builder()
                .from(start)
                .to(end)
                .sets(sets)
                .source("costream prices set")
                .build();
        return new ModelPrices(key.substring(0, slash), key.substring(slash + 1), List.of(), List.of(entry));
    }

    /** The list price of a model that counts at the start of this one. */
    Optional<PriceEntry> before(PriceBook book) {
        return at(book, key, from.in(ZoneOffset.UTC));
    }

    private static Optional<PriceEntry> at(PriceBook book, String key, Instant instant) {
        return book.models().stream()
                .filter(model -> model.key().equals(key))
                .flatMap(model -> model.entries().stream())
                .filter(entry -> entry.withdrawnIn() == 0 && !entry.isContract())
                .filter(entry -> entry.windows().isEmpty())
                .filter(entry -> !instant.isBefore(entry.from()) && instant.isBefore(entry.to()))
                .max(Comparator.comparingLong(PriceEntry::revision).thenComparing(PriceEntry::from));
    }

    private Map<Unit, Rate> rates() {
        Map<Unit, Rate> rates = new TreeMap<>();
        rates.put(Unit.INPUT_UNCACHED, Rate.perMillion(decimal("--input-per-million", input)));
        rates.put(Unit.OUTPUT_TEXT, Rate.perMillion(decimal("--output-per-million", output)));
        if (cacheRead != null) {
            rates.put(Unit.INPUT_CACHE_READ, Rate.perMillion(decimal("--cache-read-per-million", cacheRead)));
        }
        units.forEach((name, text) -> {
            Unit unit = Unit.of(name);
            if (unit.index() < 0) {
                throw CommandFailure.wrongUsage("--unit names '" + name + "', which is no known unit");
            }
            BigDecimal usd = decimal("--unit " + name, text);
            rates.put(unit, unit.countsTokens() ? Rate.perMillion(usd) : Rate.each(usd));
        });
        return rates;
    }

    private static BigDecimal decimal(String option, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw CommandFailure.wrongUsage(option + " is '" + text + "', but a decimal such as 2.50 is expected");
        }
        return new BigDecimal(text);
    }
}
