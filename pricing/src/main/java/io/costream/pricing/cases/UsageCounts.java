package io.costream.pricing.cases;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The counts of a row under one spelling of each name; a null is absent. */
final class UsageCounts {
    /** Other spellings of a name. */
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("audio_input_tokens", "input_audio_tokens"),
            Map.entry("audio_output_tokens", "output_audio_tokens"),
            Map.entry("image_input_tokens", "input_image_tokens"),
            Map.entry("image_output_tokens", "output_image_tokens"),
            Map.entry("video_input_tokens", "input_video_tokens"),
            Map.entry("video_output_tokens", "output_video_tokens"),
            Map.entry("reasoning_tokens", "output_reasoning_tokens"),
            Map.entry("citation_tokens", "output_citation_tokens"),
            Map.entry("input_tool_use_tokens", "input_tool_tokens"),
            Map.entry("images_generated", "images"),
            Map.entry("input_document_pages", "pages"),
            Map.entry("annotated_pages", "input_annotated_document_pages"),
            Map.entry("input_characters", "characters"),
            Map.entry("web_search_calls", "web_searches"),
            Map.entry("rerank_searches", "search_units"),
            Map.entry("input_pixels", "pixels"),
            Map.entry("file_search_storage_days", "file_search_days"),
            Map.entry("file_search_storage_gb_days", "file_search_days"),
            Map.entry("vector_store_gb_days", "vector_store_days"));

    /** Names that select a rate rather than count. */
    static final Set<String> SELECTORS = Set.of("image_size", "image_quality", "search_context_size");

    private final Map<String, BigDecimal> counts = new HashMap<>();

    UsageCounts(JsonNode usage) {
        if (!usage.isObject()) {
            throw new CaseException("usage is missing");
        }
        usage.properties().forEach(field -> put(field.getKey(), field.getValue()));
    }

    private void put(String name, JsonNode value) {
        if (value.isNull() || SELECTORS.contains(name)) {
            return;
        }
        BigDecimal count = count(name, value);
        if (count.signum() < 0) {
            throw new CaseException("usage: " + name + " is " + value.asText() + ", but a count is never negative");
        }
        counts.put(SPELLINGS.getOrDefault(name, name), count);
    }

    private static BigDecimal count(String name, JsonNode value) {
        try {
            if (value.isNumber() || value.isTextual()) {
                return new BigDecimal(value.asText());
            }
        } catch (NumberFormatException e) {
            throw new CaseException("usage: " + name + " is '" + value.asText() + "', not a number");
        }
        throw new CaseException("usage: " + name + " is " + value + ", not a number");
    }

    boolean has(String name) {
        return counts.containsKey(name);
    }

    /** Removes and returns a count; 0 where it is absent. */
    BigDecimal take(String name) {
        BigDecimal count = counts.remove(name);
        return count == null ? BigDecimal.ZERO : count;
    }

    /** Removes and returns a count of tokens. */
    long takeTokens(String name) {
        BigDecimal count = take(name);
        try {
            return count.longValueExact();
        } catch (ArithmeticException e) {
            throw new CaseException("usage: " + name + " is " + count.toPlainString() + ", not whole tokens");
        }
    }

    /** What has not been taken. */
    Map<String, BigDecimal> rest() {
        return counts;
    }
}
