package io.costream.pricing.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A format of price files that can be read. */
public enum PriceFormat {
    COSTREAM("costream"),
    LITELLM("litellm"),
    GENAI_PRICES("genai-prices");

    private final String label;

    PriceFormat(String label) {
        this.label = label;
    }

    /** The format of that name. */
    public static PriceFormat of(String label) {
        for (PriceFormat format : values()) {
            if (format.label.equals(label)) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "price format '" + label + "', but known are costream, litellm, genai-prices");
    }

    public String label() {
        return label;
    }

    /**
     * Reads a whole file. The stream is not closed.
     *
     * @throws PriceFileException where the file is not in this format
     */
    public PriceFile read(InputStream stream) throws IOException {
        return switch (this) {
            case COSTREAM -> new PriceFile(CatalogueJson.readAll(stream), List.of());
            case LITELLM -> LiteLlmPrices.read(stream);
            case GENAI_PRICES -> GenaiPrices.read(stream);
        };
    }
}
