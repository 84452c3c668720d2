package io.costream.pricing.catalogue;

import io.costream.pricing.ModelPrices;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceEntry;
import java.time.Instant;
import java.util.List;

/**
 * What a price file says.
 *
 * @param notUnderstood fields with a meaning that is not modelled, one line each: {@code model: field}
 */
public record PriceFile(List<ModelPrices> models, List<String> notUnderstood) {
    public PriceFile {
        models = List.copyOf(models);
        notUnderstood = List.copyOf(notUnderstood);
    }

    /** The same prices as recorded by a revision of a book. */
    public PriceFile recorded(long revision, Instant at) {
        return new PriceFile(
                models.stream().map(prices -> recorded(prices, revision, at)).toList(), notUnderstood);
    }

    private static ModelPrices recorded(ModelPrices prices, long revision, Instant at) {
        List<PriceEntry> entries = prices.entries().stream()
                .map(entry ->
                        entry.toBuilder().revision(revision).recordedAt(at).build())
                .toList();
        return new ModelPrices(
                prices.provider(),
                prices.model(),
                prices.names().stream()
                        .map(naming -> new Naming(naming.role(), naming.rule(), revision, 0))
                        .toList(),
                entries);
    }
}
