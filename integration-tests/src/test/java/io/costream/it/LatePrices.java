package io.costream.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costream.pricing.BookChange;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.Unit;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.pricing.catalogue.PriceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices that became known after they took effect.
 *
 * @param known the prices before, without those
 * @param all the prices with them
 * @param changes which they are
 */
record LatePrices(Collection<ModelPrices> known, Collection<ModelPrices> all, List<Change> changes) {
    /** A price of a model that took effect at an instant. */
    record Change(String provider, String model, Instant from) {
        String key() {
            return provider + "/" + model;
        }
    }

    /** One change of each kind: a model with a price before, and one without. */
    static LatePrices madeUp(Instant from) {
        List<Change> changes =
                List.of(new Change("openai", "gpt-4o", from), new Change("openai", "no-such-model", from));
        List<ModelPrices> all = new ArrayList<>(BuiltinCatalogue.load());
        PriceEntry entry = PriceEntry.builder()
                .from(from)
                .rates(Map.of(
                        Unit.INPUT_UNCACHED, Rate.perMillion("1.23"), Unit.OUTPUT_TEXT, Rate.perMillion("7.654321")))
                .build();
        List<ModelPrices> late = changes.stream()
                .map(change -> new ModelPrices(change.provider(), change.model(), List.of(), List.of(entry)))
                .toList();
        return new LatePrices(all, late, changes);
    }

    /** The real ones that the conformance files tell of and have prices of. */
    static LatePrices real(Path conformance) {
        Path folder = conformance.resolve("pricing");
        Map<String, ModelPrices> all = new LinkedHashMap<>();
        read(folder.resolve("genai-prices-a.json")).forEach(model -> all.put(model.key(), model));
        read(folder.resolve("genai-prices-b.json")).forEach(model -> all.put(model.key(), model));
        List<Change> changes = new ArrayList<>();
        for (JsonNode row : json(folder.resolve("price-knowledge-lag.json"))) {
            Instant from = LocalDate.parse(row.path("effective_from").asText())
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            Change change =
                    new Change(row.path("provider").asText(), row.path("model").asText(), from);
            ModelPrices model = all.get(change.key());
            boolean isThere = model != null
                    && from.isBefore(Instant.now())
                    && model.entries().stream().anyMatch(entry -> entry.from().equals(from));
            if (isThere) {
                changes.add(change);
            }
        }
        List<ModelPrices> known = all.values().stream()
                .map(model -> before(model, changes))
                .filter(model -> !model.entries().isEmpty() || !model.names().isEmpty())
                .toList();
        return new LatePrices(known, List.copyOf(all.values()), changes);
    }

    private static ModelPrices before(ModelPrices model, List<Change> changes) {
        List<PriceEntry> entries = model.entries().stream()
                .filter(entry -> changes.stream()
                        .noneMatch(change -> change.key().equals(model.key())
                                && change.from().equals(entry.from())))
                .toList();
        return new ModelPrices(model.provider(), model.model(), model.names(), entries);
    }

    /** What recording them brings into a book. */
    BookChange recordedIn(PriceBook book) {
        return BookChange.recording(book, all, Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MICROS));
    }

    private static List<ModelPrices> read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return PriceFormat.GENAI_PRICES
                    .read(stream)
                    .recorded(1, Instant.parse("2020-01-01T00:00:00Z"))
                    .models();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
