package io.costream.pricing.catalogue;

import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.PriceEntryBuilder;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of image prices that a LiteLLM file keeps in its keys, such as {@code hd/1024-x-1792/dall-e-3}: the key
 * is a model, and the model in it has the price under its size and quality. Not thread-safe.
 */
final class LiteLlmImages {
    private static final Pattern KEY = Pattern.compile("^((?:[a-z_]+/)*?)(?:(low|medium|high|hd|standard|auto)/)?"
            + "(\\d+)-x-(\\d+)/(?:(?:\\d+|max)-steps/)?(.+)$");

    private record Priced(
            String model, String size, @Nullable String quality, Rate rate) {
        boolean isForSizeAlone(Priced other) {
            return quality == null && model.equals(other.model) && size.equals(other.size);
        }
    }

    private final Map<String, Priced> priced = new LinkedHashMap<>();

    void note(String key, LiteLlmEntry entry) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return;
        }
        BigDecimal pixels = new BigDecimal(matcher.group(3)).multiply(new BigDecimal(matcher.group(4)));
        Rate perPixel = entry.rate(Unit.PIXELS);
        if (perPixel != null) {
            entry.rate(Unit.IMAGE_COUNT, perPixel.times(pixels));
        }
        Rate rate = entry.rate(Unit.IMAGE_COUNT);
        if (rate != null) {
            String size = matcher.group(3) + "x" + matcher.group(4);
            priced.put(key, new Priced(matcher.group(1) + matcher.group(5), size, matcher.group(2), rate));
        }
    }

    /** Gives each model the prices of its sizes and qualities; one that the file has only in such keys is added. */
    void complete(Map<String, ModelPrices> models) {
        priced.forEach((key, one) -> {
            ModelPrices keyed = models.get(key);
            if (keyed == null || key.contains("/max-steps/")) {
                return;
            }
            ModelPrices model = models.getOrDefault(
                    one.model(),
                    new ModelPrices(
                            keyed.provider(),
                            one.model(),
                            List.of(),
                            List.of(PriceEntry.builder()
                                    .source(keyed.entries().get(0).source())
                                    .build())));
            models.put(one.model(), with(model, one));
        });
    }

    private ModelPrices with(ModelPrices model, Priced one) {
        PriceEntryBuilder entry = model.entries().get(0).toBuilder();
        Map<Unit, Rate> rates = Map.of(Unit.IMAGE_COUNT, one.rate());
        Map<String, String> when = new TreeMap<>(Map.of("image_size", one.size()));
        if (one.quality() == null || one.quality().equals("medium")) {
            // Medium is what a call without a quality gets, unless there is a price for the size alone.
            if (one.quality() == null || priced.values().stream().noneMatch(other -> other.isForSizeAlone(one))) {
                entry.set(RateSet.of(when, SizeTier.ANY, rates));
            }
        }
        if (one.quality() != null) {
            when.put("image_quality", one.quality());
            entry.set(RateSet.of(when, SizeTier.ANY, rates));
        }
        return new ModelPrices(model.provider(), model.model(), model.names(), List.of(entry.build()));
    }
}
