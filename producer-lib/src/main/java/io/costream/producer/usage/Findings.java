package io.costream.producer.usage;

import static io.costream.producer.usage.Counts.orZero;

import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has been found in an answer so far, event by event. Counts of a stream are cumulative: a later one replaces an
 * earlier one. Only a realtime session, where each event ends a response of its own, adds them up. Not thread-safe.
 */
final class Findings {
    private static final Set<String> ENDS_OF_ONE_RESPONSE =
            Set.of("response.done", "conversation.item.input_audio_transcription.completed");
    private static final int MOST_RESPONSES = 10_000;

    private final Traits traits = new Traits();
    private final Set<String> flags = new TreeSet<>();
    private final RawUsage topCounts = new RawUsage();
    private final List<RawUsage> responses = new ArrayList<>();
    private @Nullable RawUsage current;
    private @Nullable RawUsage metrics;
    private @Nullable BigDecimal duration;
    private boolean outputIsTold;
    private long visibleBytes;
    private long resultTokens;
    private long predictionTokens;

    Traits traits() {
        return traits;
    }

    void flag(String word) {
        flags.add(word);
    }

    /** An event has ended, with the usage that it holds, if any. */
    void event(String type, @Nullable RawUsage usage) {
        if (usage == null) {
            return;
        }
        RawUsage earlier = current;
        // The first event of a message has its input, and of the output no more than the beginning.
        outputIsTold |= !type.equals("message_start") && usage.countsAnything();
        if (ENDS_OF_ONE_RESPONSE.contains(type)) {
            responseOfItsOwn(usage);
        } else if (earlier == null) {
            current = usage;
        } else if (type.startsWith("message_")) {
            earlier.replaceBy(usage);
        } else if (usage.countsAnything() || !earlier.countsAnything()) {
            if (Shapes.isGemini(usage) && !GeminiCounts.addsUp(usage)) {
                usage.completeFrom(earlier);
            }
            current = usage;
        }
    }

    /** An event has ended that is the end of a response, beside which there may be others: they add up. */
    void responseOfItsOwn(@Nullable RawUsage usage) {
        if (usage == null) {
            return;
        }
        outputIsTold = true;
        if (responses.size() < MOST_RESPONSES) {
            responses.add(usage);
        } else {
            flag(UsageReading.INCOMPLETE_BODY);
        }
    }

    /** An event of this type has ended in which texts of the answer were this long. */
    void visible(String type, long bytes) {
        boolean repeats = type.startsWith("response.") && !type.contains("delta");
        boolean sound = type.endsWith("audio.delta");
        visibleBytes += repeats || sound ? 0 : bytes;
    }

    /** How long the texts of the answer were so far. */
    long visibleBytes() {
        return visibleBytes;
    }

    /** Whether anything has told how much output there was. */
    boolean isOutputTold() {
        return outputIsTold || metrics != null || !topCounts.isEmpty();
    }

    void metrics(RawUsage found) {
        metrics = found;
    }

    void topCount(String name, BigDecimal number) {
        topCounts.put(name, number);
    }

    void duration(BigDecimal seconds) {
        duration = seconds;
    }

    /** One of the results of an older interface, each with its own count. */
    void result(RawUsage found) {
        resultTokens += orZero(found.count("tokenCount"));
        predictionTokens +=
                orZero(found.object("embeddings").object("statistics").count("token_count"));
    }

    UsageReading reading(ResponseHints hints) {
        if (hints.isTokenCounting()) {
            return new UsageReading(Usage.NONE, flags, Dialect.NONE, traits.model(), null, null, null, null);
        }
        RawUsage raw = usage(hints);
        Set<String> found = new TreeSet<>(flags);
        Counts counts = Shapes.counts(raw, traits, hints);
        Usage usage = responses.isEmpty() ? Resolver.resolve(counts, found) : sum(hints, found);
        if (raw.isOdd()) {
            found.add(UsageReading.CONTRADICTORY);
        }
        tellTier(raw);
        return new UsageReading(
                usage,
                found,
                counts.dialect,
                traits.model() == null ? Urls.model(hints.url()) : traits.model(),
                traits.tier(),
                told(raw.text("speed"), Set.of("standard")),
                told(raw.text("inference_geo"), Set.of("global", "not_available")),
                StatedCosts.of(raw, hints));
    }

    /** The usage that counts: the answer's own, else what stands elsewhere in the body, else the headers. */
    private RawUsage usage(ResponseHints hints) {
        if (!responses.isEmpty()) {
            return responses.get(responses.size() - 1);
        }
        if (current != null) {
            return current;
        }
        if (metrics != null) {
            return metrics;
        }
        RawUsage headers = Headers.usage(hints);
        if (!headers.isEmpty()) {
            return headers;
        }
        RawUsage rest = new RawUsage();
        rest.replaceBy(topCounts);
        addOlderInterfaces(rest, hints);
        return rest;
    }

    private void addOlderInterfaces(RawUsage rest, ResponseHints hints) {
        if (rest.has("inputTextTokenCount") && resultTokens > 0) {
            rest.put("outputTokenCount", BigDecimal.valueOf(resultTokens));
        } else if (rest.isEmpty() && predictionTokens > 0) {
            rest.put("promptTokenCount", BigDecimal.valueOf(predictionTokens));
        } else if (rest.isEmpty() && duration != null && (traits.is("transcribe") || traits.is("translate"))) {
            rest.put("seconds", duration);
        } else if (rest.isEmpty() && hasImages(hints)) {
            rest.put("images", BigDecimal.valueOf(traits.dataItems()));
        }
    }

    private boolean hasImages(ResponseHints hints) {
        boolean images = hints.urlHas("/images/") || hints.urlHas("imagen") || hints.urlHas("/invoke");
        return images && traits.dataItems() > 0;
    }

    private Usage sum(ResponseHints hints, Set<String> found) {
        long[] tokens = new long[Unit.TOKEN_UNITS];
        BigDecimal seconds = BigDecimal.ZERO;
        for (RawUsage response : responses) {
            Usage usage = Resolver.resolve(Shapes.counts(response, traits, hints), found);
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] += usage.tokens(i);
            }
            seconds = seconds.add(usage.quantity(Unit.AUDIO_SECONDS));
        }
        Usage.Builder sum = Usage.builder();
        for (int i = 0; i < tokens.length; i++) {
            sum.tokens(Unit.known(i), tokens[i]);
        }
        return sum.quantity(Unit.AUDIO_SECONDS, seconds).build();
    }

    private void tellTier(RawUsage raw) {
        traits.tier(raw.text("service_tier"));
        traits.tier(raw.text("serviceTier"));
        traits.tier(raw.text("trafficType"));
    }

    private static @Nullable String told(String word, Set<String> meaningless) {
        return word.isEmpty() || word.length() > 64 || meaningless.contains(word) ? null : word;
    }
}
