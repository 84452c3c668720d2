package io.costream.cli.prices;

import io.costream.cli.calls.ModelNames;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The models of the built-in catalogue. */
public final class KnownModels {
    private KnownModels() {}

    /** All that the built-in catalogue knows. */
    public static PriceBook book() {
        return PriceBook.of(BuiltinCatalogue.load());
    }

    /** Tells which provider a model's name belongs to. */
    public static ModelNames names() {
        return names(book());
    }

    static ModelNames names(PriceBook book) {
        Map<String, Optional<String>> found = new HashMap<>();
        return ModelNames.of(
                book.models().stream()
                        .map(ModelPrices::provider)
                        .filter(provider -> !provider.equals(ModelPrices.PROVIDER_DEFAULT))
                        .collect(Collectors.toSet()),
                model ->
                        found.computeIfAbsent(model, name -> book.find("", name).map(ModelPrices::provider)));
    }
}
