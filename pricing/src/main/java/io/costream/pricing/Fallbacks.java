package io.costream.pricing;

import static io.costream.pricing.Unit.INPUT_AUDIO;
import static io.costream.pricing.Unit.INPUT_AUDIO_CACHE_READ;
import static io.costream.pricing.Unit.INPUT_CACHE_READ;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_12H;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_1H;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_30M;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_5M;
import static io.costream.pricing.Unit.INPUT_CACHE_WRITE_UNSPECIFIED;
import static io.costream.pricing.Unit.INPUT_IMAGE;
import static io.costream.pricing.Unit.INPUT_IMAGE_CACHE_READ;
import static io.costream.pricing.Unit.INPUT_TOOL;
import static io.costream.pricing.Unit.INPUT_UNCACHED;
import static io.costream.pricing.Unit.INPUT_VIDEO;
import static io.costream.pricing.Unit.INPUT_VIDEO_CACHE_READ;
import static io.costream.pricing.Unit.OUTPUT_AUDIO;
import static io.costream.pricing.Unit.OUTPUT_IMAGE;
import static io.costream.pricing.Unit.OUTPUT_REASONING;
import static io.costream.pricing.Unit.OUTPUT_TEXT;
import static io.costream.pricing.Unit.OUTPUT_VIDEO;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which rate stands in for a missing one, in this order. A discount is never assumed: a cached token without a cached
 * rate costs what a token of its kind costs without a cache.
 */
final class Fallbacks {
    private static final Map<Unit, List<Unit>> CHAINS = Map.ofEntries(
            Map.entry(INPUT_CACHE_READ, List.of(INPUT_UNCACHED)),
            Map.entry(INPUT_CACHE_WRITE_UNSPECIFIED, List.of(INPUT_CACHE_WRITE_5M, INPUT_UNCACHED)),
            Map.entry(INPUT_CACHE_WRITE_5M, List.of(INPUT_CACHE_WRITE_UNSPECIFIED, INPUT_UNCACHED)),
            Map.entry(
                    INPUT_CACHE_WRITE_30M,
                    List.of(INPUT_CACHE_WRITE_UNSPECIFIED, INPUT_CACHE_WRITE_5M, INPUT_UNCACHED)),
            Map.entry(
                    INPUT_CACHE_WRITE_1H, List.of(INPUT_CACHE_WRITE_UNSPECIFIED, INPUT_CACHE_WRITE_5M, INPUT_UNCACHED)),
            Map.entry(
                    INPUT_CACHE_WRITE_12H,
                    List.of(INPUT_CACHE_WRITE_1H, INPUT_CACHE_WRITE_UNSPECIFIED, INPUT_CACHE_WRITE_5M, INPUT_UNCACHED)),
            Map.entry(INPUT_AUDIO, List.of(INPUT_UNCACHED)),
            Map.entry(INPUT_IMAGE, List.of(INPUT_UNCACHED)),
            Map.entry(INPUT_VIDEO, List.of(INPUT_UNCACHED)),
            Map.entry(INPUT_TOOL, List.of(INPUT_UNCACHED)),
            Map.entry(INPUT_AUDIO_CACHE_READ, List.of(INPUT_AUDIO, INPUT_CACHE_READ, INPUT_UNCACHED)),
            Map.entry(INPUT_IMAGE_CACHE_READ, List.of(INPUT_IMAGE, INPUT_CACHE_READ, INPUT_UNCACHED)),
            Map.entry(INPUT_VIDEO_CACHE_READ, List.of(INPUT_VIDEO, INPUT_CACHE_READ, INPUT_UNCACHED)),
            Map.entry(OUTPUT_REASONING, List.of(OUTPUT_TEXT)),
            Map.entry(OUTPUT_AUDIO, List.of(OUTPUT_TEXT)),
            Map.entry(OUTPUT_IMAGE, List.of(OUTPUT_TEXT)),
            Map.entry(OUTPUT_VIDEO, List.of(OUTPUT_TEXT)),
            Map.entry(Unit.OUTPUT_CITATIONS, List.of(OUTPUT_TEXT)),
            Map.entry(Unit.SEARCH_QUERIES, List.of(Unit.WEB_SEARCHES)),
            Map.entry(Unit.ANNOTATED_PAGES, List.of(Unit.PAGES)),
            Map.entry(Unit.INPUT_AUDIO_SECONDS, List.of(Unit.AUDIO_SECONDS)),
            Map.entry(Unit.OUTPUT_AUDIO_SECONDS, List.of(Unit.AUDIO_SECONDS)));

    private static final Map<Unit, Unit> CACHED = Map.of(
            INPUT_CACHE_READ, INPUT_UNCACHED,
            INPUT_AUDIO_CACHE_READ, INPUT_AUDIO,
            INPUT_IMAGE_CACHE_READ, INPUT_IMAGE,
            INPUT_VIDEO_CACHE_READ, INPUT_VIDEO);

    private static final int[] WITHOUT_CACHE = IntStream.range(0, Unit.TOKEN_UNITS)
            .mapToObj(Unit::known)
            .mapToInt(unit -> CACHED.getOrDefault(unit, unit).index())
            .toArray();

    private Fallbacks() {}

    /** Units whose rate stands in for that of a unit, best first; none for most. */
    static List<Unit> of(Unit unit) {
        return CHAINS.getOrDefault(unit, List.of());
    }

    /** The unit at whose rate a token read from a cache would have been billed without it; else the unit itself. */
    static Unit withoutCache(Unit tokens) {
        return Unit.known(withoutCache(tokens.index()));
    }

    /** The same by index. */
    static int withoutCache(int tokens) {
        return WITHOUT_CACHE[tokens];
    }
}
