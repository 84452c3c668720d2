package io.costream.producer.usage;

import static io.costream.producer.usage.Counts.orZero;
import static io.costream.producer.usage.RawUsage.ABSENT;

import io.costream.pricing.Unit;
import io.costream.producer.usage.Counts.Relation;

/** The dialects that need few words: Amazon Bedrock, Cohere, Ollama. */
final class OtherCounts {
    private OtherCounts() {}

    /** Bedrock Converse: what was read from and written to a cache comes on top of the input. */
    static Counts converse(RawUsage usage) {
        Counts counts = new Counts(Dialect.BEDROCK_CONVERSE);
        counts.input = usage.count("inputTokens");
        counts.output = usage.count("outputTokens");
        counts.total = usage.count("totalTokens");
        counts.cache = Relation.ADDITIONAL;
        counts.cacheRead = usage.count("cacheReadInputTokens", "cacheReadInputTokenCount");
        counts.cacheWrite = usage.count("cacheWriteInputTokens", "cacheWriteInputTokenCount");
        for (RawUsage detail : usage.objects("cacheDetails")) {
            long tokens = orZero(detail.count("inputTokens"));
            switch (detail.text("ttl")) {
                case "5m" -> counts.write5m += tokens;
                case "1h" -> counts.write1h += tokens;
                default -> {}
            }
        }
        return counts;
    }

    /** Counts of Amazon's models, of a stream's metrics, or of the response headers, under one set of names. */
    static Counts invoke(RawUsage usage) {
        Counts counts = new Counts(Dialect.BEDROCK_INVOKE);
        counts.input = usage.count("inputTokenCount", "inputTextTokenCount");
        counts.output = usage.count("outputTokenCount");
        counts.cache = Relation.ADDITIONAL;
        counts.cacheRead = usage.count("cacheReadInputTokenCount");
        counts.cacheWrite = usage.count("cacheWriteInputTokenCount");
        return counts;
    }

    /** Llama on Bedrock. */
    static Counts llama(RawUsage usage) {
        Counts counts = new Counts(Dialect.BEDROCK_INVOKE);
        counts.input = usage.count("prompt_token_count");
        counts.output = usage.count("generation_token_count");
        return counts;
    }

    /** Cohere: what is billed is told apart from what was processed. */
    static Counts cohere(RawUsage usage) {
        RawUsage billed = usage.object("billed_units", "tokens");
        Counts counts = new Counts(Dialect.COHERE);
        long text = billed.count("input_tokens");
        long image = orZero(billed.count("image_tokens"));
        counts.input = text == ABSENT && image == 0 ? ABSENT : orZero(text) + image;
        counts.inputImage = image;
        counts.output = billed.count("output_tokens");
        counts.other(Unit.of("search_units"), billed.count("search_units"));
        counts.other(Unit.of("classifications"), billed.count("classifications"));
        counts.other(Unit.IMAGE_COUNT, billed.count("images"));
        return counts;
    }

    /** Ollama: the cached part is contained in the prompt. */
    static Counts ollama(RawUsage usage) {
        Counts counts = new Counts(Dialect.OLLAMA);
        counts.input = usage.count("prompt_eval_count");
        counts.output = usage.count("eval_count");
        counts.cacheRead = usage.count("prompt_eval_cached_count");
        return counts;
    }
}
