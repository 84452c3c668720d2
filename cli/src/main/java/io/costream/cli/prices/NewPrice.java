package io.costream.cli.prices;

import io.costream.cli.terminal.CommandFailure;
import io.costream.cli.terminal.InstantOption;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateChange;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
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
    private String name = "";

    @Option(names = "--input-per-million", paramLabel = "USD", description = "A million input tokens.")
    private @Nullable String input;

    @Option(names = "--output-per-million", paramLabel = "USD", description = "A million output tokens.")
    private @Nullable String output;

    @Option(names = "--cache-read-per-million", paramLabel = "USD", description = "A million tokens read from a cache.")
    private @Nullable String cacheRead;

    @Option(names = "--cache-write-per-million", paramLabel = "USD", description = "A million written to a cache.")
    private @Nullable String cacheWrite;

    @Option(names = "--unit", paramLabel = "UNIT=RATE", description = "Another unit; token units per million.")
    private Map<String, String> units = Map.of();

    @Option(names = "--context", paramLabel = "NAME=VALUE", description = "Only there, as service_tier=batch.")
    private Map<String, String> context = Map.of();

    @Option(names = "--above", paramLabel = "TOKENS", description = "Only for calls with more input tokens.")
    private @Nullable Long above;

    @Option(names = "--tenant", defaultValue = "", description = "Fixed rates of this tenant's contract only.")
    private String tenant = "";

    @Option(
            names = "--replace",
            description = "The whole price: what is not named has no rate. Without it, units, contexts and sizes that"
                    + " are not named keep theirs.")
    private boolean replace;

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

    ModelKey key(PriceBook book) {
        return ModelKey.read(name, book);
    }

    /** The model with the one entry to record, as it has to be beside what the book says now. */
    ModelPrices prices(PriceBook book) {
        ModelKey key = key(book);
        Optional<PriceEntry> before = before(book);
        Instant end = to == null ? Instant.MAX : to.in(ZoneOffset.UTC);
        if (!start().isBefore(end)) {
            throw CommandFailure.wrongUsage("--to is not after --from");
        }
        List<RateSet> known = replace ? List.of() : before.map(PriceEntry::sets).orElse(List.of());
        PriceEntry entry = PriceEntry.builder()
                .from(start())
                .to(end)
                .tenant(tenant)
                .sets(RateChange.over(known, set()))
                .source("costream prices set")
                .build();
        return new ModelPrices(key.provider(), key.model(), List.of(), List.of(entry));
    }

    /** The price that counts at the start of this one: the list's, or that of the tenant's contract. */
    Optional<PriceEntry> before(PriceBook book) {
        return key(book).in(book).stream()
                .flatMap(model -> allDay(model).validAt(start()).entries().stream())
                .filter(entry -> entry.tenant().equals(tenant))
                .findFirst();
    }

    /** Prices that this one takes the place of, although they begin later or hold for some hours only. */
    List<PriceEntry> superseded(PriceBook book) {
        Instant end = to == null ? Instant.MAX : to.in(ZoneOffset.UTC);
        return key(book).in(book).stream()
                .flatMap(model -> model.inForce().entries().stream())
                .filter(entry -> entry.tenant().equals(tenant))
                .filter(entry -> entry.from().isBefore(end) && start().isBefore(entry.to()))
                .filter(entry ->
                        start().isBefore(entry.from()) || !entry.windows().isEmpty())
                .toList();
    }

    private static ModelPrices allDay(ModelPrices model) {
        return new ModelPrices(
                model.provider(),
                model.model(),
                List.of(),
                model.entries().stream()
                        .filter(entry -> entry.windows().isEmpty())
                        .toList());
    }

    private Instant start() {
        return from.in(ZoneOffset.UTC);
    }

    private RateSet set() {
        if (above != null && above < 0) {
            throw CommandFailure.wrongUsage("--above is " + above + ", but a number of tokens is expected");
        }
        context.forEach((name, value) -> {
            if (name.isBlank() || value.isBlank()) {
                throw CommandFailure.wrongUsage("--context needs NAME=VALUE, such as service_tier=batch");
            }
        });
        return RateSet.of(new TreeMap<>(context), above == null ? SizeTier.ANY : SizeTier.above(above), rates());
    }

    private Map<Unit, Rate> rates() {
        Map<Unit, Rate> rates = new TreeMap<>();
        perMillion(rates, "--input-per-million", input, Unit.INPUT_UNCACHED);
        perMillion(rates, "--output-per-million", output, Unit.OUTPUT_TEXT);
        perMillion(rates, "--cache-read-per-million", cacheRead, Unit.INPUT_CACHE_READ);
        perMillion(
                rates,
                "--cache-write-per-million",
                cacheWrite,
                Unit.INPUT_CACHE_WRITE_5M,
                Unit.INPUT_CACHE_WRITE_UNSPECIFIED);
        units.forEach((name, text) -> {
            Unit unit = Unit.of(name);
            if (unit.index() < 0) {
                throw CommandFailure.wrongUsage("--unit names '" + name + "', which is no known unit");
            }
            BigDecimal usd = decimal("--unit " + name, text);
            rates.put(unit, unit.countsTokens() ? Rate.perMillion(usd) : Rate.each(usd));
        });
        if (rates.isEmpty()) {
            throw CommandFailure.wrongUsage(
                    "a rate is needed: --input-per-million, --output-per-million, another one or --unit");
        }
        return rates;
    }

    private static void perMillion(Map<Unit, Rate> rates, String option, @Nullable String usd, Unit... units) {
        if (usd != null) {
            for (Unit unit : units) {
                rates.put(unit, Rate.perMillion(decimal(option, usd)));
            }
        }
    }

    private static BigDecimal decimal(String option, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw CommandFailure.wrongUsage(option + " is '" + text + "', but a decimal such as 2.50 is expected");
        }
        return new BigDecimal(text);
    }
}
