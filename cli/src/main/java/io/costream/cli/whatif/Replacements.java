package io.costream.cli.whatif;

import io.costream.cli.terminal.CommandFailure;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.ContextWindows;
import io.costream.processor.repricing.Replacement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models for models, as a person names them: {@code gpt-4o=gpt-4o-mini}, {@code openai/gpt-4=anthropic/…}. */
final class Replacements {
    private Replacements() {}

    /** The replacements in the order given; a model that the prices do not know is refused. */
    static List<Replacement> read(Map<String, String> written, PriceBook book) {
        ContextWindows windows = ContextWindows.builtin();
        return written.entrySet().stream()
                .map(entry -> {
                    ModelPrices to = model(entry.getValue(), book);
                    return Replacement.of(entry.getKey(), to, windows.of(to.key()));
                })
                .toList();
    }

    private static ModelPrices model(String text, PriceBook book) {
        return book.named("", text)
                .or(() -> split(text, '/', book))
                .or(() -> split(text, ':', book))
                .orElseThrow(() -> CommandFailure.wrongUsage(
                        "no model is known as '" + text + "'; 'costream prices list' names them"));
    }

    private static Optional<ModelPrices> split(String text, char separator, PriceBook book) {
        int end = text.indexOf(separator);
        return end < 1 ? Optional.empty() : book.named(text.substring(0, end), text.substring(end + 1));
    }
}
