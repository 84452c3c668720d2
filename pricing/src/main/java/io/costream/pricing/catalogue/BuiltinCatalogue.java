package io.costream.pricing.catalogue;

import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The list prices that come with the product, each entry with its dates and its source. A model has no price before
 * its release. All entries are of revision 1 and count as recorded at {@link #RELEASED}.
 */
public final class BuiltinCatalogue {
    /** When this version of the catalogue was released. */
    public static final Instant RELEASED = Instant.parse("2026-11-22T00:00:00Z");

    /** One file a provider, beside this class. */
    private static final List<String> FILES = List.of(
            "media",
            "openai",
            "anthropic",
            "google",
            "aws",
            "xai",
            "mistral",
            "deepseek",
            "groq",
            "cohere",
            "cerebras",
            "together",
            "perplexity",
            "moonshot",
            "voyage",
            "zai",
            "gateways");

    private BuiltinCatalogue() {}

    public static List<ModelPrices> load() {
        List<ModelPrices> models = new ArrayList<>();
        for (String file : FILES) {
            read(file).forEach(prices -> models.add(released(prices)));
        }
        return models;
    }

    private static List<ModelPrices> read(String file) {
        String resource = file + ".json";
        try (InputStream stream = BuiltinCatalogue.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the built-in price file " + resource + " is missing");
            }
            return CatalogueJson.readAll(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in price file " + resource + " cannot be read", e);
        }
    }

    private static ModelPrices released(ModelPrices prices) {
        List<PriceEntry> entries = prices.entries().stream()
                .map(entry -> entry.toBuilder().recordedAt(RELEASED).build())
                .toList();
        return new ModelPrices(prices.provider(), prices.model(), prices.names(), entries);
    }
}
