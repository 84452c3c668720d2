package io.costream.producer.usage;

import static io.costream.producer.usage.Counts.orZero;
import static io.costream.producer.usage.RawUsage.ABSENT;

import io.costream.pricing.Unit;
import io.costream.producer.usage.Counts.Relation;
import java.util.List;

/**
 * Anthropic: what was read from and written to a cache comes on top of the input; thinking is contained in the output.
 * Iterations repeat what the sums contain, except compactions, which are billed and which the sums leave out.
 */
final class AnthropicCounts {
    private static final String MESSAGE = "message";

    private AnthropicCounts() {}

    static Counts of(RawUsage usage) {
        Counts counts = new Counts(Dialect.ANTHROPIC_MESSAGES);
        counts.cache = Relation.ADDITIONAL;
        add(counts, usage);
        counts.reasoning = usage.object("output_tokens_details").count("thinking_tokens");
        counts.other(Unit.WEB_SEARCHES, orZero(usage.object("server_tool_use").count("web_search_requests")));
        addWhatTheSumsLeaveOut(counts, usage);
        return counts;
    }

    private static void add(Counts counts, RawUsage usage) {
        counts.input = sum(counts.input, usage.count("input_tokens"));
        counts.output = sum(counts.output, usage.count("output_tokens"));
        counts.cacheRead = sum(counts.cacheRead, usage.count("cache_read_input_tokens"));
        RawUsage split = usage.object("cache_creation");
        long write5m = orZero(split.count("ephemeral_5m_input_tokens"));
        long write1h = orZero(split.count("ephemeral_1h_input_tokens"));
        long written = usage.count("cache_creation_input_tokens");
        counts.cacheWrite = sum(counts.cacheWrite, written == ABSENT ? write5m + write1h : written);
        if (written == ABSENT || write5m + write1h <= written) {
            // A larger split is left over from the beginning of a stream whose end has corrected the sum.
            counts.write5m += write5m;
            counts.write1h += write1h;
        }
    }

    private static long sum(long left, long right) {
        return left == ABSENT && right == ABSENT ? ABSENT : orZero(left) + orZero(right);
    }

    private static void addWhatTheSumsLeaveOut(Counts counts, RawUsage usage) {
        List<RawUsage> iterations = usage.objects("iterations");
        long messages = 0;
        long others = 0;
        for (RawUsage iteration : iterations) {
            if (isMessage(iteration)) {
                messages += tokens(iteration);
            } else {
                others += tokens(iteration);
            }
        }
        if (others > 0 && messages == tokens(usage)) {
            iterations.stream().filter(iteration -> !isMessage(iteration)).forEach(other -> add(counts, other));
        }
    }

    private static boolean isMessage(RawUsage iteration) {
        return iteration.text("type").equals(MESSAGE);
    }

    private static long tokens(RawUsage usage) {
        return orZero(usage.count("input_tokens"))
                + orZero(usage.count("output_tokens"))
                + orZero(usage.count("cache_read_input_tokens"))
                + orZero(usage.count("cache_creation_input_tokens"));
    }
}
