package io.costream.cli.prices;

import io.costream.cli.terminal.CommandFailure;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import java.util.Optional;

/** A model as a person names it, and the record of the book that is meant. */
record ModelKey(String provider, String model) {
    /**
     * Reads {@code model}, {@code provider/model} or {@code provider:model}. Another name of a known model means that
     * model, so that its history stays in one place.
     */
    static ModelKey read(String text, PriceBook book) {
        Optional<ModelPrices> known = book.named("", text);
        if (known.isPresent()) {
            return new ModelKey(known.get().provider(), known.get().model());
        }
        int slash = text.indexOf('/');
        int end = slash < 0 ? text.indexOf(':') : slash;
        if (end < 1 || end == text.length() - 1) {
            throw CommandFailure.wrongUsage("'" + text + "' is not PROVIDER/MODEL, and no model of that name is known");
        }
        return new ModelKey(text.substring(0, end), text.substring(end + 1));
    }

    /** The record of the book with exactly this key. */
    Optional<ModelPrices> in(PriceBook book) {
        return book.models().stream()
                .filter(one -> one.key().equals(toString()))
                .findFirst();
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
