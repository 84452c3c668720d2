package io.costream.pricing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small books and calls for tests. */
final class Books {
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private Books() {}

    static PriceBook book(ModelPrices... models) {
        return PriceBook.of(Arrays.asList(models));
    }

    static ModelPrices model(String provider, String model, PriceEntry... entries) {
        return new ModelPrices(provider, model, List.of(), List.of(entries));
    }

    static PriceEntryBuilder rates(String input, String output) {
        return PriceEntry.builder().rates(perMillion(input, output));
    }

    static Map<Unit, Rate> perMillion(String input, String output) {
        return Map.of(Unit.INPUT_UNCACHED, Rate.perMillion(input), Unit.OUTPUT_TEXT, Rate.perMillion(output));
    }

    static Consumption call(String provider, String model, Instant at, Usage usage) {
        return new Consumption("default", provider, model, at, PricingContext.STANDARD, usage);
    }

    static Consumption call(String model, Usage usage) {
        return call("", model, NOON, usage);
    }

    static Usage usage(long input, long output) {
        return Usage.builder()
                .tokens(Unit.INPUT_UNCACHED, input)
                .tokens(Unit.OUTPUT_TEXT, output)
                .build();
    }
}
