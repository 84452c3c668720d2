package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the price keys of genai-prices count, and for how many units a price is. */
final class GenaiUnits {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private record Priced(List<Unit> units, BigDecimal per) {}

    private static final Map<String, Priced> KNOWN = Map.ofEntries(
            tokens("input_mtok", Unit.INPUT_UNCACHED),
            tokens("output_mtok", Unit.OUTPUT_TEXT),
            tokens("cache_read_mtok", Unit.INPUT_CACHE_READ),
            tokens("cache_write_mtok", Unit.INPUT_CACHE_WRITE_UNSPECIFIED, Unit.INPUT_CACHE_WRITE_5M),
            tokens("cache_write_5m_mtok", Unit.INPUT_CACHE_WRITE_5M),
            tokens("cache_write_1h_mtok", Unit.INPUT_CACHE_WRITE_1H),
            tokens("input_audio_mtok", Unit.INPUT_AUDIO),
            tokens("output_audio_mtok", Unit.OUTPUT_AUDIO),
            tokens("cache_audio_read_mtok", Unit.INPUT_AUDIO_CACHE_READ),
            tokens("input_image_mtok", Unit.INPUT_IMAGE),
            tokens("output_image_mtok", Unit.OUTPUT_IMAGE),
            tokens("cache_image_read_mtok", Unit.INPUT_IMAGE_CACHE_READ),
            tokens("input_video_mtok", Unit.INPUT_VIDEO),
            tokens("output_video_mtok", Unit.OUTPUT_VIDEO),
            tokens("cache_video_read_mtok", Unit.INPUT_VIDEO_CACHE_READ),
            tokens("input_tool_mtok", Unit.INPUT_TOOL),
            tokens("output_reasoning_mtok", Unit.OUTPUT_REASONING),
            tokens("output_citation_mtok", Unit.OUTPUT_CITATIONS),
            Map.entry("input_mchars", new Priced(List.of(Unit.CHARACTERS), MILLION)),
            Map.entry("audio_hours", new Priced(List.of(Unit.AUDIO_SECONDS), HOUR)),
            Map.entry("input_audio_hours", new Priced(List.of(Unit.INPUT_AUDIO_SECONDS), HOUR)),
            Map.entry("output_audio_hours", new Priced(List.of(Unit.OUTPUT_AUDIO_SECONDS), HOUR)),
            Map.entry("input_document_kpages", new Priced(List.of(Unit.PAGES), THOUSAND)),
            Map.entry("input_annotated_document_kpages", new Priced(List.of(Unit.ANNOTATED_PAGES), THOUSAND)),
            Map.entry("input_text_messages_kcount", new Priced(List.of(Unit.TEXT_MESSAGES), THOUSAND)),
            Map.entry("web_searches_kcount", new Priced(List.of(Unit.WEB_SEARCHES), THOUSAND)),
            Map.entry("requests_kcount", new Priced(List.of(Unit.REQUESTS), THOUSAND)));

    private final Map<String, Priced> priced = new HashMap<>(KNOWN);

    /** A file that brings a table of units adds those that are not known here, under their own names. */
    GenaiUnits(JsonNode table) {
        Json.fields(table, (usage, unit) -> {
            Unit own = Unit.of(usage);
            Priced named = new Priced(List.of(own), Json.decimal(unit.path("per"), usage));
            priced.putIfAbsent(unit.path("price_key").asText(), named);
        });
    }

    private static Map.Entry<String, Priced> tokens(String key, Unit... units) {
        return Map.entry(key, new Priced(List.of(units), MILLION));
    }

    /** The base rates, and one set a threshold: {@code {"base": 3, "tiers": [{"start": 200000, "price": 6}]}}. */
    List<RateSet> rates(JsonNode prices, String where, Set<String> notUnderstood) {
        Map<SizeTier, Map<Unit, Rate>> bySize = new TreeMap<>(Comparator.comparing(SizeTier::threshold));
        bySize.put(SizeTier.ANY, new HashMap<>());
        Json.fields(prices, (key, value) -> {
            Optional<Priced> unit = Optional.ofNullable(priced.get(key));
            if (unit.isEmpty() || !(value.isObject() || value.isNumber() || value.isTextual())) {
                notUnderstood.add(where + ": " + key);
                return;
            }
            put(bySize, SizeTier.ANY, unit.get(), value.isObject() ? value.path("base") : value, key);
            for (JsonNode tier : value.path("tiers")) {
                put(bySize, SizeTier.above(tier.path("start").asLong()), unit.get(), tier.path("price"), key);
            }
        });
        List<RateSet> sets = new ArrayList<>();
        bySize.forEach((size, rates) -> sets.add(RateSet.of(Map.of(), size, rates)));
        return sets;
    }

    private static void put(
            Map<SizeTier, Map<Unit, Rate>> bySize, SizeTier size, Priced priced, JsonNode usd, String key) {
        Rate rate = new Rate(Json.decimal(usd, key), priced.per());
        Map<Unit, Rate> rates = bySize.computeIfAbsent(size, any -> new HashMap<>());
        // The general cache-write price is also that of five minutes, unless that one is named.
        boolean general = priced.units().size() > 1;
        for (Unit unit : priced.units()) {
            if (general) {
                rates.putIfAbsent(unit, rate);
            } else {
                rates.put(unit, rate);
            }
        }
    }
}
