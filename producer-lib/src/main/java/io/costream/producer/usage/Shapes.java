package io.costream.producer.usage;

import java.math.BigDecimal;

/** Finds out by its field names how an object counts, and by the rest of the answer whose dialect that is. */
final class Shapes {
    private Shapes() {}

    static boolean isGemini(RawUsage usage) {
        return hasAny(usage, "promptTokenCount", "candidatesTokenCount", "responseTokenCount", "totalTokenCount")
                || hasAny(usage, "candidates_token_count", "total_token_count");
    }

    /** The counts of a usage object, given what else is known of the answer. */
    static Counts counts(RawUsage usage, Traits answer, ResponseHints hints) {
        if (isGemini(usage)) {
            return GeminiCounts.of(usage);
        }
        if (hasAny(usage, "total_input_tokens", "total_output_tokens")) {
            return GeminiCounts.interaction(usage);
        }
        if (hasAny(usage, "inputTokens", "outputTokens")) {
            return OtherCounts.converse(usage);
        }
        if (usage.has("billed_units")) {
            return OtherCounts.cohere(usage);
        }
        if (hasAny(usage, "prompt_text_tokens", "cached_prompt_text_tokens")) {
            return OpenAiCounts.xaiSdk(usage);
        }
        if (hasAny(usage, "prompt_tokens", "completion_tokens")) {
            return chat(usage, answer, hints);
        }
        if (hasAny(usage, "input_tokens", "output_tokens")) {
            return inputAndOutput(usage, answer, hints);
        }
        return fewWords(usage);
    }

    private static Counts chat(RawUsage usage, Traits answer, ResponseHints hints) {
        if (hints.urlHas("api.x.ai")
                || hints.provider().equals("xai")
                || hints.provider().equals("x-ai")) {
            return OpenAiCounts.xaiChat(usage);
        }
        if (hints.urlHas("perplexity")
                || hints.provider().equals("perplexity")
                || hasAny(usage, "citation_tokens", "num_search_queries")) {
            return OpenAiCounts.perplexity(usage);
        }
        boolean embeddings = hints.urlHas("/embeddings") || answer.is("list");
        return OpenAiCounts.chat(usage, embeddings ? Dialect.OPENAI_EMBEDDINGS : Dialect.OPENAI_CHAT);
    }

    private static Counts inputAndOutput(RawUsage usage, Traits answer, ResponseHints hints) {
        if (isAnthropic(usage, answer, hints)) {
            return AnthropicCounts.of(usage);
        }
        if (usage.has("tokens")) {
            return OtherCounts.cohere(usage);
        }
        return OpenAiCounts.responses(usage, responsesDialect(usage, answer, hints));
    }

    private static boolean isAnthropic(RawUsage usage, Traits answer, ResponseHints hints) {
        return hasAny(usage, "cache_creation_input_tokens", "cache_read_input_tokens", "cache_creation")
                || answer.is("message")
                || answer.is("message_start")
                || answer.is("message_delta")
                || hints.urlHas("/v1/messages");
    }

    private static Dialect responsesDialect(RawUsage usage, Traits answer, ResponseHints hints) {
        if (hints.urlHas("/images/")) {
            return Dialect.OPENAI_IMAGES;
        }
        if (hints.urlHas("/audio/") || hasAny(usage, "type")) {
            return Dialect.OPENAI_AUDIO;
        }
        if (hasAny(usage, "input_token_details", "output_token_details") || answer.is("response.done")) {
            return Dialect.OPENAI_REALTIME;
        }
        boolean images = usage.object("input_tokens_details").has("image_tokens") && answer.dataItems() > 0;
        return images ? Dialect.OPENAI_IMAGES : Dialect.OPENAI_RESPONSES;
    }

    private static Counts fewWords(RawUsage usage) {
        if (usage.has("tokens")) {
            return OtherCounts.cohere(usage);
        }
        BigDecimal seconds = usage.decimal("seconds");
        if (seconds != null) {
            return OpenAiCounts.seconds(seconds);
        }
        if (hasAny(usage, "prompt_eval_count", "eval_count")) {
            return OtherCounts.ollama(usage);
        }
        if (hasAny(usage, "inputTokenCount", "inputTextTokenCount")) {
            return OtherCounts.invoke(usage);
        }
        if (usage.has("generation_token_count")) {
            return OtherCounts.llama(usage);
        }
        if (usage.has("images")) {
            return OpenAiCounts.images(usage);
        }
        return usage.has("total_tokens") ? OpenAiCounts.totalOnly(usage) : new Counts(Dialect.NONE);
    }

    private static boolean hasAny(RawUsage usage, String... names) {
        for (String name : names) {
            if (usage.has(name)) {
                return true;
            }
        }
        return false;
    }
}
