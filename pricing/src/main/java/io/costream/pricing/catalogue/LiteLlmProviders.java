package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.NameRule;
import io.costream.pricing.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who bills a model of a LiteLLM file: the file splits some providers by interface or by vendor of the model. */
final class LiteLlmProviders {
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("bedrock_converse", "bedrock"),
            Map.entry("cohere_chat", "cohere"),
            Map.entry("azure_text", "azure"),
            Map.entry("amazon-nova", "amazon_nova"),
            Map.entry("fireworks_ai-embedding-models", "fireworks_ai"));
    private static final Map<String, String> ALSO =
            Map.of("gemini", "google", "bedrock", "aws", "xai", "x-ai", "together_ai", "together");
    private static final String COMPLETION = "text-completion-";

    private LiteLlmProviders() {}

    static String provider(String listed) {
        if (listed.startsWith("vertex_ai-")) {
            return "vertex_ai";
        }
        return listed.startsWith(COMPLETION)
                ? listed.substring(COMPLETION.length())
                : SAME.getOrDefault(listed, listed);
    }

    /** One record a provider, with the other names that the file has for it. */
    static List<ModelPrices> records(JsonNode file) {
        SortedMap<String, Set<String>> names = new TreeMap<>();
        file.forEach(node -> {
            String listed = node.path("litellm_provider").asText();
            if (!listed.isEmpty() && !listed.contains(" ")) {
                names.computeIfAbsent(provider(listed), any -> new TreeSet<>()).add(listed);
            }
        });
        List<ModelPrices> records = new ArrayList<>();
        names.forEach((provider, listed) -> {
            if (ALSO.containsKey(provider)) {
                listed.add(ALSO.get(provider));
            }
            List<Naming> others = listed.stream()
                    .filter(name -> !name.equals(provider))
                    .map(name -> Naming.of(Naming.Role.PROVIDER, NameRule.equalTo(name)))
                    .toList();
            if (!others.isEmpty()) {
                records.add(new ModelPrices(provider, ModelPrices.PROVIDER_DEFAULT, others, List.of()));
            }
        });
        return records;
    }
}
