package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.Rate;
import io.costream.pricing.Unit;

/** Prices of server-side tools that the file leaves out or keeps under another key. */
final class LiteLlmTools {
    private static final String SESSION = "code_interpreter_cost_per_session";

    private final JsonNode file;

    LiteLlmTools(JsonNode file) {
        this.file = file;
    }

    void complete(String key, JsonNode node, LiteLlmEntry entry) {
        String provider =
                LiteLlmProviders.provider(node.path("litellm_provider").asText());
        JsonNode session = file.path(provider + "/container").path(SESSION);
        if (session.isNumber()) {
            entry.rateIfAbsent(Unit.CODE_INTERPRETER_SESSIONS, Rate.each(Json.decimal(session, SESSION)));
        }
        switch (provider) {
            case "openai" -> entry.rateIfAbsent(Unit.FILE_SEARCH_CALLS, Rate.each("0.0025"));
            case "azure" -> {
                entry.rateIfAbsent(Unit.FILE_SEARCH_STORAGE, Rate.each("0.1"));
                entry.rateIfAbsent(Unit.VECTOR_STORE, Rate.each("0.1"));
            }
            // Live search: 25 USD per 1,000 sources.
            case "xai" -> entry.rateIfAbsent(Unit.WEB_SEARCH_SOURCES, Rate.each("0.025"));
            case "gemini", "vertex_ai" -> grounding(key, entry);
            default -> {
                // No other provider's tools are priced outside the file.
            }
        }
    }

    /** Grounding with Google Search: 35 USD per 1,000 for models without a price of their own. */
    private static void grounding(String key, LiteLlmEntry entry) {
        if (key.contains("gemini")) {
            entry.rateIfAbsent(Unit.WEB_SEARCHES, Rate.each("0.035"));
        }
    }
}
