package io.costream.producer.usage;

import java.util.Map;

/** Counts that Amazon Bedrock gives in the headers of an answer, and for embeddings only there. */
final class Headers {
    private static final Map<String, String> COUNTS = Map.of(
            "x-amzn-bedrock-input-token-count", "inputTokenCount",
            "x-amzn-bedrock-output-token-count", "outputTokenCount",
            "x-amzn-bedrock-cache-read-input-token-count", "cacheReadInputTokenCount",
            "x-amzn-bedrock-cache-write-input-token-count", "cacheWriteInputTokenCount");

    private Headers() {}

    static RawUsage usage(ResponseHints hints) {
        RawUsage usage = new RawUsage();
        COUNTS.forEach((header, name) ->
                hints.header(header).flatMap(Decimals::parse).ifPresent(number -> usage.put(name, number)));
        return usage;
    }
}
