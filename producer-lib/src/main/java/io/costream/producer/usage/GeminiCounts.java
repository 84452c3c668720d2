package io.costream.producer.usage;

import static io.costream.producer.usage.Counts.orZero;
import static io.costream.producer.usage.RawUsage.ABSENT;

import io.costream.producer.usage.Counts.Relation;
import java.util.List;
import java.util.Locale;

/**
 * Gemini: cached tokens are contained in the prompt; thoughts and the prompts of tools come on top, whatever the total
 * says. Lists split a count by medium; what they leave out is text.
 */
final class GeminiCounts {
    private GeminiCounts() {}

    static Counts of(RawUsage usage) {
        Counts counts = new Counts(Dialect.GEMINI);
        counts.input = usage.count("promptTokenCount", "prompt_token_count");
        counts.output = usage.count("candidatesTokenCount", "candidates_token_count");
        if (counts.output == ABSENT) {
            counts.output = usage.count("responseTokenCount", "response_token_count");
        }
        counts.total = usage.count("totalTokenCount", "total_token_count");
        counts.cacheRead = usage.count("cachedContentTokenCount", "cached_content_token_count");
        counts.inputTool = orZero(usage.count("toolUsePromptTokenCount", "tool_use_prompt_token_count"));
        counts.reasoning = usage.count("thoughtsTokenCount", "thoughts_token_count");
        counts.reasoningIs = Relation.ADDITIONAL;
        counts.totalDecidesOnReasoning = false;
        media(counts, usage);
        return counts;
    }

    /** The Interactions API: the same meaning under other names. */
    static Counts interaction(RawUsage usage) {
        Counts counts = new Counts(Dialect.GEMINI);
        counts.input = usage.count("total_input_tokens");
        counts.output = usage.count("total_output_tokens");
        counts.total = usage.count("total_tokens");
        counts.cacheRead = usage.count("total_cached_tokens");
        counts.inputTool = orZero(usage.count("total_tool_use_tokens"));
        counts.reasoning = usage.count("total_thought_tokens", "total_reasoning_tokens");
        counts.reasoningIs = Relation.ADDITIONAL;
        counts.totalDecidesOnReasoning = false;
        media(counts, usage);
        return counts;
    }

    private static void media(Counts counts, RawUsage usage) {
        List<RawUsage> prompt = details(
                usage,
                "promptTokensDetails",
                "prompt_tokens_details",
                "promptTokenDetails",
                "input_tokens_by_modality");
        counts.inputAudio = tokens(prompt, "AUDIO");
        counts.inputImage = tokens(prompt, "IMAGE");
        counts.inputVideo = tokens(prompt, "VIDEO");
        List<RawUsage> cached =
                details(usage, "cacheTokensDetails", "cache_tokens_details", "cached_tokens_by_modality");
        counts.cachedMediaAreKnown = !cached.isEmpty();
        counts.cachedAudio = tokens(cached, "AUDIO");
        counts.cachedImage = tokens(cached, "IMAGE");
        counts.cachedVideo = tokens(cached, "VIDEO");
        List<RawUsage> output = details(
                usage,
                "candidatesTokensDetails",
                "candidates_tokens_details",
                "responseTokensDetails",
                "response_tokens_details",
                "output_tokens_by_modality");
        counts.outputAudio = tokens(output, "AUDIO");
        counts.outputImage = tokens(output, "IMAGE");
        counts.outputVideo = tokens(output, "VIDEO");
    }

    private static List<RawUsage> details(RawUsage usage, String... names) {
        for (String name : names) {
            if (usage.has(name)) {
                return usage.objects(name);
            }
        }
        return List.of();
    }

    private static long tokens(List<RawUsage> details, String medium) {
        long sum = 0;
        for (RawUsage detail : details) {
            if (detail.text("modality").toUpperCase(Locale.ROOT).endsWith(medium)) {
                sum += orZero(detail.count("tokenCount", detail.has("tokens") ? "tokens" : "token_count"));
            }
        }
        return sum;
    }

    /** Whether the parts that are told add up to the total that is told. */
    static boolean addsUp(RawUsage usage) {
        Counts counts = of(usage);
        return counts.total == ABSENT
                || counts.total
                        == orZero(counts.input) + orZero(counts.output) + orZero(counts.reasoning) + counts.inputTool;
    }
}
