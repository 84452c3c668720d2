package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads LiteLLM's price map: one object, a model a key. The file has no dates, so its prices hold always; and it
 * leaves a few prices to the calculator that comes with it, which are added here and named in the source of the entry.
 */
public final class LiteLlmPrices {
    private static final String SOURCE = "LiteLLM model_prices_and_context_window.json";

    /** Fields that say something about a model, but nothing about its price. */
    private static final Set<String> NOT_PRICES = Set.of(
            "litellm_provider",
            "mode",
            "source",
            "metadata",
            "comment",
            "deprecation_date",
            "max_tokens",
            "max_input_tokens",
            "max_output_tokens",
            "output_vector_size",
            "prompt_cache_min_tokens",
            "rpm",
            "tpm",
            "supported_endpoints",
            "supported_modalities",
            "supported_output_modalities",
            "supported_regions",
            "audio_transcription_config",
            "bedrock_converse_supports_strict_tools",
            "bedrock_output_config_effort_ceiling",
            "gemini_audio_only_live",
            "gemini_native_audio",
            "use_openai_responses_path",
            "uses_embed_content",
            "web_search_billing_unit",
            // Databricks units; the same price in USD stands beside them.
            "input_dbu_cost_per_token",
            "output_dbu_cost_per_token");

    private LiteLlmPrices() {}

    /**
     * Reads a whole file. The stream is not closed.
     *
     * @throws PriceFileException where the file is not in this format
     */
    public static PriceFile read(InputStream stream) throws IOException {
        JsonNode file = Json.read(stream);
        if (!file.isObject()) {
            throw new PriceFileException("expected an object with a model a key");
        }
        Map<String, ModelPrices> models = new LinkedHashMap<>();
        Set<String> notUnderstood = new TreeSet<>();
        LiteLlmImages images = new LiteLlmImages();
        LiteLlmTools tools = new LiteLlmTools(file);
        Json.fields(file, (key, node) -> {
            // The first key documents the fields, the last one routes names that have no price.
            if (node.path("litellm_provider").isTextual() && !key.equals("sample_spec")) {
                LiteLlmEntry entry = entry(key, node, notUnderstood);
                tools.complete(key, node, entry);
                images.note(key, entry);
                models.put(key, model(key, node, entry.sets()));
            }
        });
        if (models.isEmpty()) {
            throw new PriceFileException("no model in it has a litellm_provider");
        }
        images.complete(models);
        List<ModelPrices> all = new ArrayList<>(models.values());
        all.addAll(LiteLlmProviders.records(file));
        return new PriceFile(all, List.copyOf(notUnderstood));
    }

    /** Rates as an object of cost fields states them, for a price that a caller sets by hand. */
    public static List<RateSet> custom(Map<String, String> costs) {
        LiteLlmEntry entry = new LiteLlmEntry(LiteLlmMode.OTHER);
        costs.forEach((field, usd) -> {
            if (!entry.cost(field, TextNode.valueOf(usd))) {
                throw new PriceFileException("custom price: '" + field + "' is not a cost");
            }
        });
        return entry.sets();
    }

    private static LiteLlmEntry entry(String key, JsonNode node, Set<String> notUnderstood) {
        LiteLlmEntry entry = new LiteLlmEntry(LiteLlmMode.of(node.path("mode").asText()));
        Json.fields(node, (name, value) -> {
            boolean understood = NOT_PRICES.contains(name)
                    || name.startsWith("supports_")
                    || LiteLlmSpecials.take(name, value, node, entry)
                    || entry.cost(name, value);
            if (!understood) {
                notUnderstood.add(key + ": " + name);
            }
        });
        completeAudioCache(entry);
        completeImageOutput(entry);
        return entry;
    }

    /** What the file calls the cost of writing audio to a cache is, at OpenAI and Azure, the one of reading it. */
    private static void completeAudioCache(LiteLlmEntry entry) {
        Rate audio = entry.rate(Unit.of("input_audio_cache_write"));
        if (audio != null) {
            entry.rateIfAbsent(Unit.INPUT_AUDIO_CACHE_READ, audio);
        }
    }

    /** A model with a rate for image tokens and none for text makes nothing but images. */
    private static void completeImageOutput(LiteLlmEntry entry) {
        Rate image = entry.rate(Unit.OUTPUT_IMAGE);
        if (image != null) {
            entry.rateIfAbsent(Unit.OUTPUT_TEXT, image);
        }
    }

    private static ModelPrices model(String key, JsonNode node, List<RateSet> sets) {
        String listed = node.path("litellm_provider").asText();
        String provider = LiteLlmProviders.provider(listed);
        List<Naming> names = new ArrayList<>();
        int slash = key.indexOf('/');
        if (slash > 0 && LiteLlmProviders.provider(key.substring(0, slash)).equals(provider)) {
            names.add(Naming.alias(key.substring(slash + 1)));
        }
        var entry = PriceEntry.builder().source(node.path("source").asText(SOURCE));
        return new ModelPrices(provider, key, names, List.of(entry.sets(sets).build()));
    }
}
