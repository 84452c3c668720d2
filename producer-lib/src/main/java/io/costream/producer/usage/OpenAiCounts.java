package io.costream.producer.usage;

import static io.costream.producer.usage.Counts.orZero;
import static io.costream.producer.usage.RawUsage.ABSENT;

import io.costream.pricing.Unit;
import io.costream.producer.usage.Counts.Relation;
import java.math.BigDecimal;

/**
 * OpenAI and everybody compatible: cached, written, audio and image tokens are contained in the input, reasoning in
 * the output. Compatible providers have their own names for the cached part.
 */
final class OpenAiCounts {
    private static final String[] CACHED = {
        "cached_tokens", "num_cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens"
    };

    private OpenAiCounts() {}

    /** {@code prompt_tokens} and {@code completion_tokens}. */
    static Counts chat(RawUsage usage, Dialect dialect) {
        Counts counts = new Counts(dialect);
        counts.input = usage.count("prompt_tokens");
        counts.output = usage.count("completion_tokens");
        counts.total = usage.count("total_tokens");
        counts.mayHideOutput = counts.output != ABSENT;
        input(counts, usage, usage.object("prompt_tokens_details", "prompt_token_details"));
        output(counts, usage.object("completion_tokens_details"));
        if (counts.reasoning == ABSENT) {
            counts.reasoning = usage.count("reasoning_tokens");
        }
        audioSeconds(counts, usage);
        tools(counts, usage);
        return counts;
    }

    /** Tools that ran on the server. */
    private static void tools(Counts counts, RawUsage usage) {
        RawUsage tools = usage.object("server_tool_use_details", "server_tool_use");
        counts.other(Unit.WEB_SEARCHES, tools.count("web_search_requests"));
        counts.other(Unit.WEB_SEARCH_SOURCES, usage.count("num_sources_used"));
        // Mistral's agents: what connectors read is input on top of the prompt.
        counts.inputTool = orZero(usage.count("connector_tokens"));
        counts.other(Unit.WEB_SEARCHES, usage.object("connectors").count("web_search"));
    }

    /** Perplexity: reasoning and citations come on top, and the total leaves them out. */
    static Counts perplexity(RawUsage usage) {
        Counts counts = chat(usage, Dialect.OPENAI_CHAT);
        counts.reasoningIs = Relation.ADDITIONAL;
        counts.totalDecidesOnReasoning = false;
        counts.total = ABSENT;
        counts.other(Unit.OUTPUT_CITATIONS, usage.count("citation_tokens"));
        counts.other(Unit.SEARCH_QUERIES, usage.count("num_search_queries"));
        return counts;
    }

    /** {@code input_tokens} and {@code output_tokens}: responses, images, audio, and realtime in the singular. */
    static Counts responses(RawUsage usage, Dialect dialect) {
        Counts counts = new Counts(dialect);
        counts.input = usage.count("input_tokens");
        counts.output = usage.count("output_tokens");
        counts.total = usage.count("total_tokens");
        input(counts, usage, usage.object("input_tokens_details", "input_token_details"));
        RawUsage details = usage.object("output_tokens_details", "output_token_details");
        output(counts, details);
        tools(counts, usage);
        if (dialect == Dialect.OPENAI_IMAGES && !details.has("image_tokens")) {
            counts.outputImage = orZero(counts.output);
        }
        return counts;
    }

    /** Nothing but {@code total_tokens}: an embedding, which is all input. */
    static Counts totalOnly(RawUsage usage) {
        Counts counts = new Counts(Dialect.OPENAI_EMBEDDINGS);
        counts.input = usage.count("total_tokens");
        return counts;
    }

    /** Audio that is billed by its length. */
    static Counts seconds(BigDecimal seconds) {
        Counts counts = new Counts(Dialect.OPENAI_AUDIO);
        addSeconds(counts, seconds);
        return counts;
    }

    /** Images that are billed one by one. */
    static Counts images(RawUsage usage) {
        Counts counts = new Counts(Dialect.OPENAI_IMAGES);
        counts.other(Unit.IMAGE_COUNT, usage.count("images"));
        return counts;
    }

    private static void input(Counts counts, RawUsage usage, RawUsage details) {
        counts.cacheRead = details.count("cached_tokens");
        for (int i = 0; i < CACHED.length && counts.cacheRead == ABSENT; i++) {
            counts.cacheRead = usage.count(CACHED[i]);
        }
        counts.cacheWrite = details.count("cache_write_tokens", "cache_creation_tokens");
        if (counts.cacheWrite == ABSENT) {
            counts.cacheWrite = details.count("cache_creation_input_tokens");
        }
        if (counts.cacheWrite == ABSENT) {
            counts.cacheWrite = usage.count("cache_creation_input_tokens");
        }
        RawUsage split = details.object("cache_creation");
        counts.write5m = orZero(split.count("ephemeral_5m_input_tokens"));
        counts.write1h = orZero(split.count("ephemeral_1h_input_tokens"));
        RawUsage writes = details.object("cache_write_tokens_details");
        counts.write30m = orZero(writes.count("ttl_30m_tokens"));
        counts.write12h = orZero(writes.count("ttl_12h_tokens"));
        counts.inputAudio = orZero(details.count("audio_tokens"));
        counts.inputImage = orZero(details.count("image_tokens"));
        counts.inputVideo = orZero(details.count("video_tokens"));
        RawUsage cached = details.object("cached_tokens_details");
        counts.cachedMediaAreKnown = !cached.isEmpty();
        counts.cachedAudio = orZero(cached.count("audio_tokens"));
        counts.cachedImage = orZero(cached.count("image_tokens"));
    }

    private static void output(Counts counts, RawUsage details) {
        counts.reasoning = details.count("reasoning_tokens");
        counts.outputAudio = orZero(details.count("audio_tokens"));
        counts.outputImage = orZero(details.count("image_tokens"));
        counts.outputVideo = orZero(details.count("video_tokens"));
    }

    /** Mistral's audio input comes on top of the tokens. */
    private static void audioSeconds(Counts counts, RawUsage usage) {
        BigDecimal seconds = usage.decimal("prompt_audio_seconds");
        if (seconds != null) {
            addSeconds(counts, seconds);
        }
    }

    private static void addSeconds(Counts counts, BigDecimal seconds) {
        Quantities.of(seconds).ifPresent(quantity -> counts.others.put(Unit.AUDIO_SECONDS, quantity));
    }

    /** xAI counts reasoning on top of the completion, in a chat as in its own interface. */
    static Counts xaiChat(RawUsage usage) {
        Counts counts = chat(usage, Dialect.OPENAI_CHAT);
        counts.reasoningIs = Relation.ADDITIONAL;
        return counts;
    }

    /** The gRPC interface of xAI: flat names, and tools that ran on the server. */
    static Counts xaiSdk(RawUsage usage) {
        Counts counts = new Counts(Dialect.XAI_SDK);
        counts.input = usage.count("prompt_tokens");
        counts.output = usage.count("completion_tokens");
        counts.total = usage.count("total_tokens");
        counts.reasoning = usage.count("reasoning_tokens");
        counts.reasoningIs = Relation.ADDITIONAL;
        counts.cacheRead = usage.count("cached_prompt_text_tokens");
        counts.cachedMediaAreKnown = true;
        counts.inputImage = orZero(usage.count("prompt_image_tokens"));
        for (String tool : usage.texts("server_side_tools_used")) {
            boolean search = tool.endsWith("WEB_SEARCH") || tool.endsWith("X_SEARCH");
            counts.other(search ? Unit.WEB_SEARCHES : Unit.TOOL_CALLS, 1);
        }
        counts.other(Unit.WEB_SEARCH_SOURCES, usage.count("num_sources_used"));
        return counts;
    }
}
