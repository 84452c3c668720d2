package io.costream.pricing.cases;

import io.costream.pricing.Flags;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns inclusive totals into disjoint usage: what is left of a total after its named parts is text. Where the parts
 * exceed the total, media yield to the cache, which may hold them; what remains is a contradiction: the parts are kept
 * as reported, nothing becomes negative, and the usage is flagged. Not thread-safe.
 */
final class InclusiveUsage {
    private final UsageCounts counts;
    private final Usage.Builder usage = Usage.builder();
    private final Set<String> flags = new TreeSet<>();

    InclusiveUsage(UsageCounts counts) {
        this.counts = counts;
    }

    Set<String> flags() {
        return flags;
    }

    Usage disjoint() {
        input();
        output();
        seconds();
        pages();
        storage(Unit.FILE_SEARCH_STORAGE, "file_search_days");
        storage(Unit.VECTOR_STORE, "vector_store_days");
        counts.rest().forEach((name, count) -> {
            if (!CaseUnits.isPart(name)) {
                quantity(known(name), count);
            }
        });
        return usage.build();
    }

    private void input() {
        boolean stated = counts.has("input_tokens");
        long text =
                counts.rest().getOrDefault("input_text_tokens", BigDecimal.ZERO).longValue();
        long total = counts.takeTokens("input_tokens");
        long cachedAudio = counts.takeTokens("cache_audio_read_tokens");
        long cachedImage = counts.takeTokens("cache_image_read_tokens");
        long cachedVideo = counts.takeTokens("cache_video_read_tokens");
        long cachedMedia = cachedAudio + cachedImage + cachedVideo;
        long read = Math.max(counts.takeTokens("cache_read_tokens"), cachedMedia);
        long written = written();
        long audio = less(counts.takeTokens("input_audio_tokens"), cachedAudio);
        long image = less(counts.takeTokens("input_image_tokens"), cachedImage);
        long video = less(counts.takeTokens("input_video_tokens"), cachedVideo);
        long tool = counts.takeTokens("input_tool_tokens");
        if (!stated) {
            total = text + read + written + audio + image + video + tool;
        }
        long left = total - read - written;
        if (left < 0) {
            flags.add(Flags.USAGE_CONTRADICTORY);
        }
        left = Math.max(left, 0);
        boolean mayOverlap = read > 0;
        audio = part(audio, left, mayOverlap);
        image = part(image, left - audio, mayOverlap);
        video = part(video, left - audio - image, mayOverlap);
        tool = part(tool, left - audio - image - video, mayOverlap);
        usage.tokens(Unit.INPUT_UNCACHED, Math.max(left - audio - image - video - tool, 0));
        usage.tokens(Unit.INPUT_CACHE_READ, read - cachedMedia);
        usage.tokens(Unit.INPUT_AUDIO_CACHE_READ, cachedAudio);
        usage.tokens(Unit.INPUT_IMAGE_CACHE_READ, cachedImage);
        usage.tokens(Unit.INPUT_VIDEO_CACHE_READ, cachedVideo);
        usage.tokens(Unit.INPUT_AUDIO, audio);
        usage.tokens(Unit.INPUT_IMAGE, image);
        usage.tokens(Unit.INPUT_VIDEO, video);
        usage.tokens(Unit.INPUT_TOOL, tool);
    }

    /** Tokens written to a cache; the times to live are parts of the total, where one is given. */
    private long written() {
        long total = counts.takeTokens("cache_write_tokens");
        long fiveMinutes = counts.takeTokens("cache_write_5m_tokens");
        long halfHour = counts.takeTokens("cache_write_30m_tokens");
        long oneHour = counts.takeTokens("cache_write_1h_tokens");
        long halfDay = counts.takeTokens("cache_write_12h_tokens");
        long timed = fiveMinutes + halfHour + oneHour + halfDay;
        long unspecified = Math.max(total - timed, 0);
        usage.tokens(Unit.INPUT_CACHE_WRITE_5M, fiveMinutes);
        usage.tokens(Unit.INPUT_CACHE_WRITE_30M, halfHour);
        usage.tokens(Unit.INPUT_CACHE_WRITE_1H, oneHour);
        usage.tokens(Unit.INPUT_CACHE_WRITE_12H, halfDay);
        usage.tokens(Unit.INPUT_CACHE_WRITE_UNSPECIFIED, unspecified);
        return timed + unspecified;
    }

    /** A part of what is left; more than that lies in the cache where there is one, or contradicts. */
    private long part(long tokens, long left, boolean mayOverlap) {
        if (tokens <= left) {
            return tokens;
        }
        if (mayOverlap) {
            return Math.max(left, 0);
        }
        flags.add(Flags.USAGE_CONTRADICTORY);
        return tokens;
    }

    private long less(long total, long part) {
        if (part > total && total > 0) {
            flags.add(Flags.USAGE_CONTRADICTORY);
        }
        return Math.max(total - part, 0);
    }

    private void output() {
        boolean stated = counts.has("output_tokens");
        long text = counts.rest()
                .getOrDefault("output_text_tokens", BigDecimal.ZERO)
                .longValue();
        long total = counts.takeTokens("output_tokens");
        long reasoning = counts.takeTokens("output_reasoning_tokens");
        long audio = counts.takeTokens("output_audio_tokens");
        long image = counts.takeTokens("output_image_tokens");
        long video = counts.takeTokens("output_video_tokens");
        long citations = counts.takeTokens("output_citation_tokens");
        long parts = reasoning + audio + image + video + citations;
        if (stated && parts > total) {
            flags.add(Flags.USAGE_CONTRADICTORY);
        }
        usage.tokens(Unit.OUTPUT_TEXT, stated ? Math.max(total - parts, 0) : text);
        usage.tokens(Unit.OUTPUT_REASONING, reasoning);
        usage.tokens(Unit.OUTPUT_AUDIO, audio);
        usage.tokens(Unit.OUTPUT_IMAGE, image);
        usage.tokens(Unit.OUTPUT_VIDEO, video);
        quantity(Unit.OUTPUT_CITATIONS, BigDecimal.valueOf(citations));
    }

    /** Seconds of input and of output audio are parts of all seconds of audio. */
    private void seconds() {
        BigDecimal input = counts.take(Unit.INPUT_AUDIO_SECONDS.name());
        BigDecimal output = counts.take(Unit.OUTPUT_AUDIO_SECONDS.name());
        BigDecimal all = counts.take(Unit.AUDIO_SECONDS.name());
        quantity(Unit.INPUT_AUDIO_SECONDS, input);
        quantity(Unit.OUTPUT_AUDIO_SECONDS, output);
        quantity(Unit.AUDIO_SECONDS, all.subtract(input).subtract(output).max(BigDecimal.ZERO));
    }

    /** Annotated pages are a part of all pages. */
    private void pages() {
        BigDecimal annotated = counts.take(Unit.ANNOTATED_PAGES.name());
        BigDecimal all = counts.take(Unit.PAGES.name());
        quantity(Unit.ANNOTATED_PAGES, annotated);
        quantity(Unit.PAGES, all.subtract(annotated).max(BigDecimal.ZERO));
    }

    private void storage(Unit unit, String days) {
        boolean timed = counts.has(days);
        BigDecimal count = counts.take(days);
        BigDecimal gigabytes = counts.take(unit.name());
        quantity(unit, timed ? gigabytes.multiply(count) : gigabytes);
    }

    private void quantity(Unit unit, BigDecimal count) {
        if (count.signum() > 0) {
            try {
                usage.quantity(unit, count);
            } catch (ArithmeticException | IllegalArgumentException e) {
                throw new CaseException("usage: " + e.getMessage());
            }
        }
    }

    private static Unit known(String name) {
        Unit unit = Unit.of(name);
        if (unit.index() < 0 && !CaseUnits.OTHERS.contains(name)) {
            throw new CaseException("usage: unknown name '" + name + "'");
        }
        return unit;
    }
}
