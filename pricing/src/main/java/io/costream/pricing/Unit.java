package io.costream.pricing;

import static io.costream.pricing.Component.AUDIO;
import static io.costream.pricing.Component.CACHE;
import static io.costream.pricing.Component.IMAGES;
import static io.costream.pricing.Component.REASONING;
import static io.costream.pricing.Component.TEXT;
import static io.costream.pricing.Component.TOOLS;
import static io.costream.pricing.Component.VIDEO;
import static io.costream.pricing.Direction.INPUT;
import static io.costream.pricing.Direction.OUTPUT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is counted and priced: disjoint, so that nothing is counted in two units. The units named here are known to the
 * product; any other name is a unit too, of direction and component {@code OTHER}. Immutable; known units are unique
 * and may be compared by identity, all units by {@link #equals}.
 */
public final class Unit implements Comparable<Unit> {
    private static final List<Unit> KNOWN = new ArrayList<>();
    private static final Map<String, Unit> BY_NAME = new HashMap<>();

    // Token units come first: their index is dense from 0, and Usage keeps them in an array of longs.
    public static final Unit INPUT_UNCACHED = tokens("input_uncached", INPUT, TEXT);
    public static final Unit INPUT_CACHE_READ = tokens("input_cache_read", INPUT, CACHE);
    public static final Unit INPUT_CACHE_WRITE_5M = tokens("input_cache_write_5m", INPUT, CACHE);
    public static final Unit INPUT_CACHE_WRITE_30M = tokens("input_cache_write_30m", INPUT, CACHE);
    public static final Unit INPUT_CACHE_WRITE_1H = tokens("input_cache_write_1h", INPUT, CACHE);
    public static final Unit INPUT_CACHE_WRITE_12H = tokens("input_cache_write_12h", INPUT, CACHE);
    public static final Unit INPUT_CACHE_WRITE_UNSPECIFIED = tokens("input_cache_write_unspecified", INPUT, CACHE);
    public static final Unit INPUT_AUDIO = tokens("input_audio", INPUT, AUDIO);
    public static final Unit INPUT_IMAGE = tokens("input_image", INPUT, IMAGES);
    public static final Unit INPUT_VIDEO = tokens("input_video", INPUT, VIDEO);
    public static final Unit INPUT_AUDIO_CACHE_READ = tokens("input_audio_cache_read", INPUT, CACHE);
    public static final Unit INPUT_IMAGE_CACHE_READ = tokens("input_image_cache_read", INPUT, CACHE);
    public static final Unit INPUT_VIDEO_CACHE_READ = tokens("input_video_cache_read", INPUT, CACHE);
    public static final Unit INPUT_TOOL = tokens("input_tool", INPUT, TOOLS);
    public static final Unit OUTPUT_TEXT = tokens("output_text", OUTPUT, TEXT);
    public static final Unit OUTPUT_REASONING = tokens("output_reasoning", OUTPUT, REASONING);
    public static final Unit OUTPUT_AUDIO = tokens("output_audio", OUTPUT, AUDIO);
    public static final Unit OUTPUT_IMAGE = tokens("output_image", OUTPUT, IMAGES);
    public static final Unit OUTPUT_VIDEO = tokens("output_video", OUTPUT, VIDEO);
    /** How many units count tokens: their {@link #index} is below this number. */
    public static final int TOKEN_UNITS = KNOWN.size();

    public static final Unit IMAGE_COUNT = other("images", IMAGES);
    public static final Unit AUDIO_SECONDS = other("audio_seconds", AUDIO);
    public static final Unit VIDEO_SECONDS = other("video_seconds", VIDEO);
    public static final Unit CHARACTERS = known("characters", INPUT, TEXT);
    public static final Unit PAGES = known("pages", INPUT, TEXT);
    public static final Unit WEB_SEARCHES = other("web_searches", TOOLS);
    public static final Unit TOOL_CALLS = other("tool_calls", TOOLS);
    public static final Unit REQUESTS = other("requests", Component.OTHER);
    public static final Unit PREPROCESSING_MS = other("preprocessing_ms", Component.PREPROCESSING);
    public static final Unit PIXELS = other("pixels", IMAGES);
    public static final Unit INPUT_AUDIO_SECONDS = known("input_audio_seconds", INPUT, AUDIO);
    public static final Unit OUTPUT_AUDIO_SECONDS = known("output_audio_seconds", OUTPUT, AUDIO);
    public static final Unit OUTPUT_CHARACTERS = known("output_characters", OUTPUT, TEXT);
    public static final Unit OUTPUT_CITATIONS = known("output_citation_tokens", OUTPUT, TEXT);
    public static final Unit ANNOTATED_PAGES = known("input_annotated_document_pages", INPUT, TEXT);
    public static final Unit TEXT_MESSAGES = known("input_text_messages", INPUT, TEXT);
    public static final Unit COMPUTE_SECONDS = other("compute_seconds", Component.OTHER);
    public static final Unit SEARCH_QUERIES = other("search_queries", TOOLS);
    public static final Unit SEARCH_UNITS = other("search_units", TOOLS);
    public static final Unit WEB_SEARCH_SOURCES = other("web_search_sources", TOOLS);
    public static final Unit FILE_SEARCH_CALLS = other("file_search_calls", TOOLS);
    /** Gigabytes stored times days. */
    public static final Unit FILE_SEARCH_STORAGE = other("file_search_storage_gb", TOOLS);
    /** Gigabytes stored times days. */
    public static final Unit VECTOR_STORE = other("vector_store_gb", TOOLS);

    public static final Unit CODE_INTERPRETER_SESSIONS = other("code_interpreter_sessions", TOOLS);

    private final String name;
    private final int index;
    private final Direction direction;
    private final Component component;

    private Unit(String name, int index, Direction direction, Component component) {
        this.name = name;
        this.index = index;
        this.direction = direction;
        this.component = component;
    }

    private static Unit tokens(String name, Direction direction, Component component) {
        return known(name, direction, component);
    }

    private static Unit known(String name, Direction direction, Component component) {
        Unit unit = new Unit(name, KNOWN.size(), direction, component);
        KNOWN.add(unit);
        BY_NAME.put(name, unit);
        return unit;
    }

    private static Unit other(String name, Component component) {
        return known(name, Direction.OTHER, component);
    }

    /** The unit of that name: the known one, or a new one that is equal to every other of its name. */
    public static Unit of(String name) {
        Unit known = BY_NAME.get(name);
        if (known != null) {
            return known;
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("a unit needs a name");
        }
        return new Unit(name, -1, Direction.OTHER, Component.OTHER);
    }

    /** The known unit with this index, from 0. */
    public static Unit known(int index) {
        return KNOWN.get(index);
    }

    public String name() {
        return name;
    }

    /** Dense from 0 for known units, tokens first; -1 for any other. */
    public int index() {
        return index;
    }

    public Direction direction() {
        return direction;
    }

    public Component component() {
        return component;
    }

    /** Whether a quantity of this unit is a whole number of tokens. */
    public boolean countsTokens() {
        return index >= 0 && index < TOKEN_UNITS;
    }

    @Override
    public int compareTo(Unit other) {
        return name.compareTo(other.name);
    }

    @Override
    public boolean equals(Object object) {
        return this == object || (index < 0 && object instanceof Unit other && name.equals(other.name));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
