package io.costream.pricing.catalogue;

import static io.costream.pricing.Unit.AUDIO_SECONDS;
import static io.costream.pricing.Unit.CHARACTERS;
import static io.costream.pricing.Unit.INPUT_AUDIO;
import static io.costream.pricing.Unit.INPUT_AUDIO_CACHE_READ;
import static io.costream.pricing.Unit.INPUT_CACHE_READ;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_1H;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_5M;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_UNSPECIFIED;
import static io.costream.pricing.Unit.INPUT_IMAGE;
import static io.costream.pricing.Unit.INPUT_UNCACHED;
import static io.costream.pricing.Unit.INPUT_VIDEO;
import static io.costream.pricing.Unit.OUTPUT_AUDIO;
import static io.costream.pricing.Unit.OUTPUT_IMAGE;
import static io.costream.pricing.Unit.OUTPUT_REASONING;
import static io.costream.pricing.Unit.OUTPUT_TEXT;
import static io.costream.pricing.Unit.OUTPUT_VIDEO;
import static io.costream.pricing.Unit.SEARCH_QUERIES;
import static io.costream.pricing.Unit.SEARCH_UNITS;
import static io.costream.pricing.Unit.VIDEO_SECONDS;

import io.costream.pricing.PricingContext;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a cost field says: a unit, and the context and size in which the cost holds, such as
 * {@code input_cost_per_token_above_200k_tokens_priority}.
 *
 * @param per how many units the cost is for
 */
record LiteLlmField(List<Unit> units, BigDecimal per, SortedMap<String, String> when, SizeTier size) {
    private static final Pattern SIZE = Pattern.compile("_above_(\\d+)(k?)_tokens");
    private static final Pattern SERVICE = Pattern.compile("_(flex|priority|batches|fast|ultrafast)$");
    private static final Pattern INTERVAL = Pattern.compile("_above_(\\d+)s_interval$");
    private static final Pattern RESOLUTION = Pattern.compile("_(\\d+p)$");

    /** Fields whose unit does not depend on what kind of model it is. */
    private static final Map<String, List<Unit>> UNITS = Map.ofEntries(
            Map.entry("input_cost_per_token", List.of(INPUT_UNCACHED)),
            Map.entry("output_cost_per_token", List.of(OUTPUT_TEXT)),
            Map.entry("cache_read_input_token_cost", List.of(INPUT_CACHE_READ)),
            Map.entry("input_cost_per_token_cache_hit", List.of(INPUT_CACHE_READ)),
            Map.entry("cache_creation_input_token_cost", List.of(INPUT_CACHE_WRITE_5M, INPUT_CACHE_WRITE_UNSPECIFIED)),
            Map.entry("cache_creation_input_token_cost_above_1hr", List.of(INPUT_CACHE_WRITE_1H)),
            Map.entry("input_cost_per_audio_token", List.of(INPUT_AUDIO)),
            Map.entry("output_cost_per_audio_token", List.of(OUTPUT_AUDIO)),
            Map.entry("cache_read_input_audio_token_cost", List.of(INPUT_AUDIO_CACHE_READ)),
            Map.entry("cache_creation_input_audio_token_cost", List.of(Unit.of("input_audio_cache_write"))),
            Map.entry("input_cost_per_image_token", List.of(INPUT_IMAGE)),
            Map.entry("output_cost_per_image_token", List.of(OUTPUT_IMAGE)),
            Map.entry("input_cost_per_video_token", List.of(INPUT_VIDEO)),
            Map.entry("output_cost_per_video_token", List.of(OUTPUT_VIDEO)),
            Map.entry("output_cost_per_reasoning_token", List.of(OUTPUT_REASONING)),
            Map.entry("citation_cost_per_token", List.of(Unit.OUTPUT_CITATIONS)),
            Map.entry("input_cost_per_character", List.of(CHARACTERS)),
            Map.entry("output_cost_per_character", List.of(Unit.OUTPUT_CHARACTERS)),
            Map.entry("input_cost_per_query", List.of(SEARCH_QUERIES, SEARCH_UNITS)),
            Map.entry("search_queries_cost_per_query", List.of(Unit.WEB_SEARCHES)),
            Map.entry("input_cost_per_request", List.of(Unit.REQUESTS)),
            Map.entry("input_cost_per_audio_per_second", List.of(AUDIO_SECONDS)),
            Map.entry("input_cost_per_video_per_second", List.of(VIDEO_SECONDS)),
            Map.entry("output_cost_per_video_per_second", List.of(VIDEO_SECONDS)),
            Map.entry("ocr_cost_per_page", List.of(Unit.PAGES)),
            Map.entry("ocr_cost_per_credit", List.of(Unit.of("ocr_credits"))),
            Map.entry("annotation_cost_per_page", List.of(Unit.ANNOTATED_PAGES)),
            Map.entry("code_interpreter_cost_per_session", List.of(Unit.CODE_INTERPRETER_SESSIONS)),
            Map.entry("file_search_cost_per_1k_calls", List.of(Unit.FILE_SEARCH_CALLS)),
            Map.entry("file_search_cost_per_gb_per_day", List.of(Unit.FILE_SEARCH_STORAGE)),
            Map.entry("vector_store_cost_per_gb_per_day", List.of(Unit.VECTOR_STORE)),
            Map.entry("computer_use_input_cost_per_1k_tokens", List.of(Unit.of("computer_use_input_tokens"))),
            Map.entry("computer_use_output_cost_per_1k_tokens", List.of(Unit.of("computer_use_output_tokens"))));

    /** The meaning of a field; empty where its name is not one of a cost. */
    static Optional<LiteLlmField> of(String field, LiteLlmMode mode) {
        SortedMap<String, String> when = new TreeMap<>();
        String name = take(field, INTERVAL, when, "video_interval", seconds -> "above_" + seconds + "s");
        Matcher service = SERVICE.matcher(name);
        if (service.find()) {
            String tier = service.group(1);
            when.put(PricingContext.SERVICE_TIER, tier.equals("batches") ? "batch" : tier);
            name = service.replaceFirst("");
        }
        SizeTier size = SizeTier.ANY;
        Matcher above = SIZE.matcher(name);
        if (above.find()) {
            long factor = above.group(2).isEmpty() ? 1 : 1000;
            size = SizeTier.above(Long.parseLong(above.group(1)) * factor);
            name = above.replaceFirst("");
            return of(name, mode, when, size);
        }
        return of(take(name, RESOLUTION, when, "resolution", text -> text), mode, when, size);
    }

    private static Optional<LiteLlmField> of(
            String name, LiteLlmMode mode, SortedMap<String, String> when, SizeTier size) {
        List<Unit> units = UNITS.getOrDefault(name, mode.units(name));
        if (units.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal per = name.contains("_per_1k_") ? BigDecimal.valueOf(1000) : BigDecimal.ONE;
        return Optional.of(new LiteLlmField(units, per, when, size));
    }

    private interface Value {
        String of(String found);
    }

    private static String take(
            String field, Pattern pattern, SortedMap<String, String> when, String context, Value value) {
        Matcher matcher = pattern.matcher(field);
        if (!matcher.find()) {
            return field;
        }
        when.put(context, value.of(matcher.group(1)));
        return matcher.replaceFirst("");
    }
}
