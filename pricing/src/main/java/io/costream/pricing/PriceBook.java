package io.costream.pricing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All rates, contracts included, as known at one revision. Immutable and safe for use by many threads; a new revision
 * is a new book.
 */
public final class PriceBook {
    /** A book that knows no model. */
    public static final PriceBook EMPTY = of(List.of());

    private final List<ModelPrices> models;
    private final long revision;
    private final ModelIndex index;

    private PriceBook(List<ModelPrices> models, long revision) {
        this.models = models;
        this.revision = revision;
        this.index = new ModelIndex(models.stream()
                .map(prices -> prices.asOf(revision))
                .filter(prices -> prices.isProviderRecord() || !prices.entries().isEmpty())
                .toList());
    }

    /** A book of the newest revision among the models. */
    public static PriceBook of(Collection<ModelPrices> models) {
        return new PriceBook(
                List.copyOf(models),
                models.stream().mapToLong(ModelPrices::revision).max().orElse(0));
    }

    /** The revision whose knowledge the book answers with. */
    public long revision() {
        return revision;
    }

    /** The book as it was at a revision; this one where that is not older. */
    public PriceBook asOf(long asked) {
        return asked >= revision ? this : new PriceBook(models, Math.max(asked, 0));
    }

    /** The newest revision that was known at an instant; 0 where none was. */
    public long revisionKnownAt(Instant instant) {
        long known = 0;
        for (ModelPrices model : models) {
            for (PriceEntry entry : model.entries()) {
                if (!entry.recordedAt().isAfter(instant)) {
                    known = Math.max(known, entry.revision());
                }
                if (!entry.withdrawnAt().isAfter(instant)) {
                    known = Math.max(known, entry.withdrawnIn());
                }
            }
        }
        return Math.min(known, revision);
    }

    /** Everything recorded, superseded and withdrawn entries and those of later revisions included. */
    public Collection<ModelPrices> models() {
        return models;
    }

    /** The record of the model that a call with these names is priced by. */
    public Optional<ModelPrices> find(String provider, String model) {
        return index.find(provider, model).map(match -> match.model().prices());
    }

    /** The record of a model under that very name or another one that it is given; not of the nearest model. */
    public Optional<ModelPrices> named(String provider, String model) {
        return index.find(provider, model)
                .filter(Match::isByName)
                .map(match -> match.model().prices());
    }

    /** Prices a call at the rates valid at its own instant, as known at this book's revision. Never throws. */
    public Charge price(Consumption consumption) {
        Match match = index.find(consumption.provider(), consumption.model()).orElse(null);
        if (match == null) {
            return Charge.unpriced(revision, Set.of(Flags.UNKNOWN_MODEL));
        }
        EntryRates list = match.model().listAt(consumption.at());
        EntryRates contract = index.contract(match.model(), consumption);
        if (list == null && contract == null) {
            return Charge.unpriced(revision, Set.of(Flags.NO_RATE_THEN));
        }
        Charge tokens = list != null && contract == null && match.certainty() == Match.Certainty.CERTAIN
                ? tokens(consumption, list, match.text())
                : null;
        return tokens != null ? tokens : inFull(consumption, match, list, contract);
    }

    /** The charge of a standard call of tokens at plain list prices; null for any other. */
    private @Nullable Charge tokens(Consumption consumption, EntryRates list, String matched) {
        Usage usage = consumption.usage();
        boolean standard = list.isPlain()
                && consumption.context().values().isEmpty()
                && usage.others().isEmpty()
                && consumption.statedCost() == null;
        if (!standard) {
            return null;
        }
        RateTable rates = list.rates(consumption.context(), usage);
        return rates.chargesRequests() ? null : TokenCharge.of(usage, rates, revision, matched);
    }

    private Charge inFull(
            Consumption consumption, Match match, @Nullable EntryRates list, @Nullable EntryRates contract) {
        Charging charging = new Charging(consumption, rates(consumption, list, contract), media(consumption));
        charging.chargeUsage();
        if (charging.isUnpriced()) {
            return Charge.unpriced(revision, Set.of(Flags.NO_RATE));
        }
        finish(charging, contract == null ? list : contract);
        if (charging.isOutOfRange()) {
            return Charge.unpriced(revision, Set.of(Flags.AMOUNT_OUT_OF_RANGE));
        }
        flagContext(charging, consumption.context(), list, contract);
        if (match.certainty() == Match.Certainty.NEAREST) {
            charging.flag(Flags.NEAREST_MODEL);
        }
        return charging.charge(
                revision, contract == null ? match.text() : match.text() + ", contract of " + consumption.tenant());
    }

    /** Prices a call and says by which entries, and which rates stand in for missing ones. */
    public Explanation explain(Consumption consumption) {
        Charge charge = price(consumption);
        Match match = index.find(consumption.provider(), consumption.model()).orElse(null);
        if (match == null || !charge.isPriced()) {
            return new Explanation(charge, List.of(), new TreeMap<>());
        }
        EntryRates list = match.model().listAt(consumption.at());
        EntryRates contract = index.contract(match.model(), consumption);
        List<PriceEntry> entries = Stream.of(Optional.ofNullable(contract), Optional.ofNullable(list))
                .flatMap(Optional::stream)
                .map(rates -> rates.entry)
                .toList();
        SortedMap<Unit, Unit> standIns = new TreeMap<>();
        RateTable rates = rates(consumption, list, contract);
        for (Charge.Line line : charge.lines()) {
            UnitRate rate = line.unit().countsTokens() ? rates.token(line.unit()) : rates.other(line.unit());
            if (rate != null && !rate.origin.equals(line.unit())) {
                standIns.put(line.unit(), rate.origin);
            }
        }
        return new Explanation(charge, entries, standIns);
    }

    private static RateTable rates(Consumption consumption, @Nullable EntryRates list, @Nullable EntryRates contract) {
        RateTable listed = list == null ? RateTable.EMPTY : list.rates(consumption.context(), consumption.usage());
        return contract == null
                ? listed
                : contract.rates(consumption.context(), consumption.usage()).over(listed);
    }

    private RateTable media(Consumption consumption) {
        ModelHistory defaults = consumption.usage().others().isEmpty() ? null : index.media();
        EntryRates rates = defaults == null ? null : defaults.listAt(consumption.at());
        return rates == null ? RateTable.EMPTY : rates.rates(consumption.context(), consumption.usage());
    }

    private static void finish(Charging charging, @Nullable EntryRates deciding) {
        if (deciding != null) {
            charging.discount(deciding.entry.discount());
            charging.raiseTo(deciding.entry.minimum());
        }
    }

    private static void flagContext(
            Charging charging, PricingContext context, @Nullable EntryRates list, @Nullable EntryRates contract) {
        if (context.values().isEmpty()) {
            return;
        }
        for (Map.Entry<String, String> value : context.values().entrySet()) {
            // Other contexts say more than most price lists distinguish.
            boolean chosen = value.getKey().equals(PricingContext.SERVICE_TIER)
                    || value.getKey().equals(PricingContext.SPEED);
            if (chosen && !knows(list, value) && !knows(contract, value)) {
                charging.flag(Flags.CONTEXT_WITHOUT_RATE);
            }
        }
    }

    private static boolean knows(@Nullable EntryRates rates, Map.Entry<String, String> value) {
        return rates != null && rates.knows(value.getKey(), value.getValue());
    }
}
