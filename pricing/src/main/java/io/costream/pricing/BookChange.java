package io.costream.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What recording or withdrawing prices changes in a book: the next revision of the models that change. Nothing is
 * erased, so that the book can still be asked as of every revision before. Immutable.
 *
 * @param revision that the change makes; the book's own where nothing changes
 * @param changed the whole new records of the models that change
 * @param entries that are new or withdrawn by it, by the key of their model
 */
public record BookChange(long revision, List<ModelPrices> changed, Map<String, List<PriceEntry>> entries) {
    public BookChange {
        changed = List.copyOf(changed);
        entries = Map.copyOf(entries);
    }

    /**
     * Records prices. What the book already says is left out. A price without a start holds from the instant of
     * recording where the book has prices of the model, so that its history stays, and always where it has none.
     * Entries that are withdrawn already are left out too.
     */
    public static BookChange recording(PriceBook book, Collection<ModelPrices> prices, Instant recordedAt) {
        Map<String, ModelPrices> known = byKey(book);
        long revision = book.revision() + 1;
        List<ModelPrices> changed = new ArrayList<>();
        Map<String, List<PriceEntry>> entries = new HashMap<>();
        for (ModelPrices more : prices) {
            ModelPrices before = known.getOrDefault(
                    more.key(), new ModelPrices(more.provider(), more.model(), List.of(), List.of()));
            List<PriceEntry> added = newEntries(before, more, revision, recordedAt);
            List<Naming> names = newNames(before, more, revision);
            if (!added.isEmpty() || !names.isEmpty()) {
                changed.add(new ModelPrices(
                        before.provider(), before.model(), join(before.names(), names), join(before.entries(), added)));
                entries.put(before.key(), added);
            }
        }
        return new BookChange(changed.isEmpty() ? book.revision() : revision, changed, entries);
    }

    /** Withdraws the entries of one model that a condition selects and that are not withdrawn already. */
    public static BookChange withdrawing(PriceBook book, String key, Predicate<PriceEntry> condition, Instant at) {
        ModelPrices model = byKey(book).get(key);
        if (model == null) {
            throw new IllegalArgumentException("the book has no model " + key);
        }
        long revision = book.revision() + 1;
        List<PriceEntry> entries = new ArrayList<>();
        List<PriceEntry> withdrawn = new ArrayList<>();
        for (PriceEntry entry : model.entries()) {
            boolean selected = entry.withdrawnIn() == 0 && condition.test(entry);
            PriceEntry now = selected
                    ? entry.toBuilder().withdrawnIn(revision).withdrawnAt(at).build()
                    : entry;
            entries.add(now);
            if (selected) {
                withdrawn.add(now);
            }
        }
        if (withdrawn.isEmpty()) {
            return new BookChange(book.revision(), List.of(), Map.of());
        }
        ModelPrices changed = new ModelPrices(model.provider(), model.model(), model.names(), entries);
        return new BookChange(revision, List.of(changed), Map.of(key, withdrawn));
    }

    /** How many entries are new or withdrawn. */
    public int entriesChanged() {
        return entries.values().stream().mapToInt(List::size).sum();
    }

    /** The book with the change. */
    public PriceBook applyTo(PriceBook book) {
        Map<String, ModelPrices> models = byKey(book);
        changed.forEach(model -> models.put(model.key(), model));
        return PriceBook.of(models.values());
    }

    private static Map<String, ModelPrices> byKey(PriceBook book) {
        Map<String, ModelPrices> models = new LinkedHashMap<>();
        book.models().forEach(model -> models.put(model.key(), model));
        return models;
    }

    private static List<PriceEntry> newEntries(
            ModelPrices before, ModelPrices more, long revision, Instant recordedAt) {
        boolean priced = before.entries().stream().anyMatch(entry -> entry.withdrawnIn() == 0 && !entry.isContract());
        List<PriceEntry> added = new ArrayList<>();
        for (PriceEntry entry : more.entries()) {
            boolean undated = entry.from().equals(Instant.MIN) && !entry.isContract();
            Instant from = undated && priced ? recordedAt : entry.from();
            boolean holds = entry.withdrawnIn() == 0 && from.isBefore(entry.to());
            if (holds && !isSaid(before, entry, from)) {
                added.add(entry.toBuilder()
                        .from(from)
                        .recordedAt(recordedAt)
                        .revision(revision)
                        .build());
            }
        }
        return added;
    }

    /** Whether the newest entry that holds at the start of a new one, at the same times of day, says the same. */
    private static boolean isSaid(ModelPrices before, PriceEntry entry, Instant from) {
        return new ModelHistory(before.asOf(Long.MAX_VALUE))
                .around(from, entry.tenant())
                .filter(known -> known.windows().equals(entry.windows()))
                .findFirst()
                .filter(known -> known.sets().equals(entry.sets())
                        && known.discount().compareTo(entry.discount()) == 0
                        && known.minimum().compareTo(entry.minimum()) == 0
                        && !known.to().isBefore(entry.to()))
                .isPresent();
    }

    private static List<Naming> newNames(ModelPrices before, ModelPrices more, long revision) {
        List<Naming> added = new ArrayList<>();
        for (Naming naming : more.names()) {
            boolean known = before.names().stream()
                    .anyMatch(one -> one.withdrawnIn() == 0
                            && one.role() == naming.role()
                            && one.rule().equals(naming.rule()));
            if (!known) {
                added.add(new Naming(naming.role(), naming.rule(), revision, 0));
            }
        }
        return added;
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        List<T> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}
