package io.costream.producer.usage;

import static io.costream.producer.usage.Counts.orZero;
import static io.costream.producer.usage.RawUsage.ABSENT;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import io.costream.producer.usage.Counts.Relation;
import java.util.Set;

/**
 * Makes disjoint units of counts. Whether parts are contained in their sums is the dialect's word, held against the
 * reported total, because what a provider's compatible interface means is not always what the original means. Where
 * nothing fits, parts are cut down to what their sum allows and the usage is flagged: never negative, never twice.
 */
final class Resolver {
    private final Counts counts;
    private final Set<String> flags;
    private final Usage.Builder usage = Usage.builder();

    private Resolver(Counts counts, Set<String> flags) {
        this.counts = counts;
        this.flags = flags;
    }

    static Usage resolve(Counts counts, Set<String> flags) {
        Resolver resolver = new Resolver(counts, flags);
        long input = resolver.input();
        resolver.output(input);
        counts.others.forEach(resolver.usage::quantity);
        return resolver.usage.build();
    }

    private void contradiction() {
        flags.add(UsageReading.CONTRADICTORY);
    }

    /** At most this much of a part; more is a contradiction. */
    private long within(long part, long limit) {
        if (part > limit) {
            contradiction();
            return Math.max(0, limit);
        }
        return part;
    }

    /** Sets the input units and returns their sum. */
    private long input() {
        long reported = orZero(counts.input);
        long read = orZero(counts.cacheRead);
        long write = orZero(counts.cacheWrite);
        boolean additional = counts.cache == Relation.ADDITIONAL || showsCacheOnTop(reported, read + write);
        long input = additional ? reported + read + write : reported;
        if (!additional) {
            read = within(read, input);
            write = within(write, input - read);
        }
        new InputParts(input, read, write).set();
        usage.tokens(Unit.INPUT_TOOL, counts.inputTool);
        return input + counts.inputTool;
    }

    /** Whether more was cached than was read at all, and the total does not speak against adding it. */
    private boolean showsCacheOnTop(long reported, long cached) {
        return cached > reported
                && (counts.total == ABSENT || counts.total == reported + cached + orZero(counts.output));
    }

    /** Splits the input by medium and cache. */
    private final class InputParts {
        private long text;
        private long read;
        private long write;
        private final long image;
        private final long video;
        private final long audio;

        InputParts(long input, long read, long write) {
            this.read = read;
            this.write = write;
            image = within(counts.inputImage, input);
            video = within(counts.inputVideo, input - image);
            audio = within(counts.inputAudio, input - image - video);
            text = input - image - video - audio;
        }

        void set() {
            boolean known = counts.cachedMediaAreKnown;
            // Where it is not known which medium was cached, text was: the start of a prompt is.
            long textRead = known ? read - counts.cachedImage - counts.cachedVideo - counts.cachedAudio : read;
            textRead = Math.max(0, Math.min(textRead, text));
            usage.tokens(Unit.INPUT_CACHE_READ, textRead);
            text -= textRead;
            read -= textRead;
            long cachedImage = cached(known, counts.cachedImage, image);
            long cachedVideo = cached(known, counts.cachedVideo, video);
            long cachedAudio = cached(known, counts.cachedAudio, audio);
            within(read, 0);
            usage.tokens(Unit.INPUT_IMAGE_CACHE_READ, cachedImage);
            usage.tokens(Unit.INPUT_VIDEO_CACHE_READ, cachedVideo);
            usage.tokens(Unit.INPUT_AUDIO_CACHE_READ, cachedAudio);
            setWrites();
            usage.tokens(Unit.INPUT_UNCACHED, takeOutWrite(text));
            usage.tokens(Unit.INPUT_IMAGE, takeOutWrite(image - cachedImage));
            usage.tokens(Unit.INPUT_VIDEO, takeOutWrite(video - cachedVideo));
            usage.tokens(Unit.INPUT_AUDIO, takeOutWrite(audio - cachedAudio));
        }

        private long cached(boolean known, long reported, long ofMedium) {
            long cached = Math.min(read, known ? within(reported, ofMedium) : ofMedium);
            read -= cached;
            return cached;
        }

        /** What is written to a cache is billed at that rate instead of the plain one. */
        private long takeOutWrite(long tokens) {
            long written = Math.min(write, tokens);
            write -= written;
            return tokens - written;
        }

        private void setWrites() {
            long left = write;
            left -= setWrite(Unit.INPUT_CACHE_WRITE_5M, counts.write5m, left);
            left -= setWrite(Unit.INPUT_CACHE_WRITE_30M, counts.write30m, left);
            left -= setWrite(Unit.INPUT_CACHE_WRITE_1H, counts.write1h, left);
            left -= setWrite(Unit.INPUT_CACHE_WRITE_12H, counts.write12h, left);
            usage.tokens(Unit.INPUT_CACHE_WRITE_UNSPECIFIED, left);
        }

        private long setWrite(Unit unit, long reported, long left) {
            long tokens = within(reported, left);
            usage.tokens(unit, tokens);
            return tokens;
        }
    }

    private void output(long input) {
        long reported = orZero(counts.output);
        long reasoning = orZero(counts.reasoning);
        long output = reasoningIsOnTop(input + reported, reported) ? reported + reasoning : reported;
        long missing = counts.total == ABSENT ? 0 : counts.total - input - output;
        if (missing > 0 && counts.mayHideOutput && counts.reasoning == ABSENT) {
            flags.add(UsageReading.HIDDEN_OUTPUT);
            reasoning = missing;
            output += missing;
        } else if (missing != 0) {
            contradiction();
        }
        long left = output;
        left -= setOutput(Unit.OUTPUT_REASONING, reasoning, left);
        left -= setOutput(Unit.OUTPUT_IMAGE, counts.outputImage, left);
        left -= setOutput(Unit.OUTPUT_VIDEO, counts.outputVideo, left);
        left -= setOutput(Unit.OUTPUT_AUDIO, counts.outputAudio, left);
        usage.tokens(Unit.OUTPUT_TEXT, left);
    }

    private boolean reasoningIsOnTop(long withoutReasoning, long output) {
        long reasoning = orZero(counts.reasoning);
        boolean usual = counts.reasoningIs == Relation.ADDITIONAL;
        if (!counts.totalDecidesOnReasoning || reasoning == 0) {
            return usual;
        }
        if (counts.total == withoutReasoning + reasoning) {
            return true;
        }
        return usual && !(counts.total == withoutReasoning && reasoning <= output);
    }

    private long setOutput(Unit unit, long reported, long left) {
        long tokens = within(reported, left);
        usage.tokens(unit, tokens);
        return tokens;
    }
}
