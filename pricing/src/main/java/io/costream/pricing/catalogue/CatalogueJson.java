package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.Naming;
import io.costream.pricing.PriceEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The product's own price format. One model is an object, a file is an array of them:
 *
 * <pre>{@code
 * {"provider": "openai", "model": "gpt-4", "names": ["gpt-4-0613", {"prefix": "gpt-4-"}],
 *  "entries": [{"from": "2023-03-14T00:00:00Z", "rates": {"input_uncached": "30", "output_text": "60"},
 *               "sets": [{"when": {"service_tier": "batch"}, "rates": {"input_uncached": "15"}},
 *                        {"above": 272000, "rates": {"input_uncached": "60"}}],
 *               "source": "https://openai.com/api/pricing"}]}
 * }</pre>
 *
 * <p>A rate is USD per million tokens, or per single unit of what does not count tokens; {@code {"usd": "4.8", "per":
 * 3600}} states any other number of units. Reading what was written gives an equal value. A field that is not known is
 * an error.
 */
public final class CatalogueJson {
    private CatalogueJson() {}

    /** One model, on one line. */
    public static String write(ModelPrices prices) {
        return Json.write(node(prices));
    }

    /** A whole file, one model a line, in the order given. */
    public static String writeAll(Collection<ModelPrices> models) {
        List<String> lines = models.stream().map(CatalogueJson::write).toList();
        return "[\n" + String.join(",\n", lines) + "\n]\n";
    }

    /**
     * Reads one model.
     *
     * @throws PriceFileException where the text is not a model in this format
     */
    public static ModelPrices read(String document) {
        return model(Json.read(document));
    }

    /**
     * Reads a whole file. The stream is not closed.
     *
     * @throws PriceFileException where the file is not in this format
     */
    public static List<ModelPrices> readAll(InputStream stream) throws IOException {
        JsonNode file = Json.read(stream);
        if (!file.isArray()) {
            throw new PriceFileException("expected an array of models");
        }
        List<ModelPrices> models = new ArrayList<>();
        file.forEach(node -> models.add(model(node)));
        return models;
    }

    private static ModelPrices model(JsonNode node) {
        Json.requireOnly(node, Set.of("provider", "model", "names", "entries"), "model");
        String provider = Json.text(node, "provider", "model");
        String model = Json.text(node, "model", provider);
        String where = provider + "/" + model;
        try {
            List<Naming> names = new ArrayList<>();
            node.path("names").forEach(one -> names.add(naming(one, where)));
            List<PriceEntry> entries = new ArrayList<>();
            node.path("entries").forEach(one -> entries.add(EntryJson.read(one, where)));
            return new ModelPrices(provider, model, names, entries);
        } catch (PriceFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new PriceFileException(where + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode node(ModelPrices prices) {
        ObjectNode node = Json.object();
        node.put("provider", prices.provider()).put("model", prices.model());
        if (!prices.names().isEmpty()) {
            ArrayNode names = node.putArray("names");
            prices.names().forEach(naming -> names.add(node(naming)));
        }
        ArrayNode entries = node.putArray("entries");
        prices.entries().forEach(entry -> entries.add(EntryJson.write(entry)));
        return node;
    }

    private static Naming naming(JsonNode node, String where) {
        if (!node.isObject()) {
            return Naming.of(Naming.Role.MODEL, NameRuleJson.read(node, where));
        }
        ObjectNode rule = node.deepCopy();
        JsonNode role = rule.remove("role");
        JsonNode revision = rule.remove("revision");
        JsonNode withdrawn = rule.remove("withdrawn");
        return new Naming(
                role == null ? Naming.Role.MODEL : role(role.asText(), where),
                NameRuleJson.read(rule, where),
                revision == null ? 1 : revision.asLong(),
                withdrawn == null ? 0 : withdrawn.asLong());
    }

    private static Naming.Role role(String text, String where) {
        for (Naming.Role role : Naming.Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw new PriceFileException(where + ": unknown role '" + text + "'");
    }

    private static JsonNode node(Naming naming) {
        ObjectNode node = NameRuleJson.write(naming.rule());
        if (naming.role() != Naming.Role.MODEL) {
            node.put("role", naming.role().name().toLowerCase(Locale.ROOT));
        }
        if (naming.revision() != 1) {
            node.put("revision", naming.revision());
        }
        if (naming.withdrawnIn() != 0) {
            node.put("withdrawn", naming.withdrawnIn());
        }
        return node;
    }
}
