package io.costream.producer.usage;

import static io.costream.producer.usage.RawUsage.ABSENT;

import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What a dialect reports, with what it means: the common form from which disjoint units are made. */
final class Counts {
    /** Whether a part is contained in the count that it belongs to, or comes on top of it. */
    enum Relation {
        INCLUDED,
        ADDITIONAL
    }

    final Dialect dialect;

    long input = ABSENT;
    long output = ABSENT;
    /** All tokens, as the provider adds them up. */
    long total = ABSENT;

    Relation cache = Relation.INCLUDED;
    long cacheRead = ABSENT;
    long cacheWrite = ABSENT;
    /** Parts of cacheWrite by time to live. */
    long write5m;

    long write30m;
    long write1h;
    long write12h;

    // Parts of input by medium, and of these the parts that came from the cache.
    long inputAudio;
    long inputImage;
    long inputVideo;
    boolean cachedMediaAreKnown;
    long cachedAudio;
    long cachedImage;
    long cachedVideo;
    /** Always on top of input. */
    long inputTool;

    Relation reasoningIs = Relation.INCLUDED;
    /** Whether the total may show that reasoning is meant otherwise than the dialect says. */
    boolean totalDecidesOnReasoning = true;

    long reasoning = ABSENT;
    /** Whether a total above its parts means output that is not shown. */
    boolean mayHideOutput;

    long outputAudio;
    long outputImage;
    long outputVideo;

    final Map<Unit, BigDecimal> others = new TreeMap<>();

    Counts(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Counts something that is not tokens; nothing where the count is absent or 0. */
    void other(Unit unit, long quantity) {
        if (quantity > 0) {
            others.merge(unit, BigDecimal.valueOf(quantity), BigDecimal::add);
        }
    }

    /** The count, 0 where it is absent. */
    static long orZero(long count) {
        return Math.max(0, count);
    }
}
