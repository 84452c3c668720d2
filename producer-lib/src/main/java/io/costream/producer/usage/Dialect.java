package io.costream.producer.usage;

/** In which way an answer counts. One provider may speak several, and many providers speak that of another. */
public enum Dialect {
    /** Chat completions of OpenAI and of everybody compatible with them. */
    OPENAI_CHAT("openai-chat"),
    OPENAI_RESPONSES("openai-responses"),
    OPENAI_EMBEDDINGS("openai-embeddings"),
    OPENAI_IMAGES("openai-images"),
    OPENAI_AUDIO("openai-audio"),
    OPENAI_REALTIME("openai-realtime"),
    ANTHROPIC_MESSAGES("anthropic-messages"),
    /** Gemini, Gemini Live and Vertex. */
    GEMINI("gemini"),
    BEDROCK_CONVERSE("bedrock-converse"),
    /** Amazon's own models, and counts that only the response headers or the stream's metrics give. */
    BEDROCK_INVOKE("bedrock-invoke"),
    COHERE("cohere"),
    /** The gRPC interface of xAI. */
    XAI_SDK("xai-sdk"),
    OLLAMA("ollama"),
    /** Nothing was found that counts usage. */
    NONE("none");

    private final String label;

    Dialect(String label) {
        this.label = label;
    }

    /** The name for files and people. */
    public String label() {
        return label;
    }
}
