package io.costream.pricing.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.Charge;
import io.costream.pricing.Consumption;
import io.costream.pricing.ModelPrices;
import io.costream.pricing.PriceBook;
import io.costream.pricing.PriceEntry;
import io.costream.pricing.Usage;
import io.costream.pricing.catalogue.LiteLlmPrices;
import io.costream.pricing.catalogue.PriceFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prices case rows with one book. A row is a JSON object {@code {id, provider, model, timestamp?, service_tier?,
 * batch?, region?, speed?, usage, custom_price?, cost_discount_config?, cost_margin_config?, data_residency?,
 * inference_geo?}} whose {@code usage} holds inclusive totals. Never fails: what cannot be read is an answer too. Safe
 * for use by many threads.
 */
public final class PriceCases {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final PriceBook book;
    private final Clock clock;

    /** A row without a timestamp is priced at the clock's time. */
    public PriceCases(PriceBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** The answer to one row, as one line of JSON. */
    public String price(String row) {
        try {
            return price(MAPPER.readTree(row)).toString();
        } catch (JsonProcessingException e) {
            ObjectNode answer = MAPPER.createObjectNode().putNull("id");
            return error(answer, "not JSON: " + e.getOriginalMessage()).toString();
        }
    }

    /** The answer to one row that is already read. */
    public ObjectNode price(JsonNode row) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.set("id", row.path("id").isMissingNode() ? MAPPER.nullNode() : row.path("id"));
        try {
            answer.setAll(ChargeJson.write(charge(row)));
            return answer;
        } catch (CaseException | PriceFileException e) {
            return error(answer, String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode error(ObjectNode answer, String message) {
        answer.put("status", "ERROR").putNull("total");
        answer.putNull("input_cost").putNull("output_cost").putNull("other_cost");
        answer.putObject("components");
        answer.putArray("lines");
        answer.put("matched", "").put("revision", 0);
        answer.putArray("flags");
        return answer.put("message", message);
    }

    private Charge charge(JsonNode row) {
        String model = row.path("model").asText("");
        if (model.isBlank()) {
            throw new CaseException("model is missing");
        }
        String provider = row.path("provider").asText("");
        JsonNode timestamp = row.path("timestamp");
        Instant at = timestamp.isMissingNode() || timestamp.isNull() ? clock.instant() : CaseInstant.read(timestamp);
        InclusiveUsage inclusive = new InclusiveUsage(new UsageCounts(row.path("usage")));
        Usage usage = CaseImages.withPixels(inclusive.disjoint(), row.path("usage"));
        Consumption consumption = new Consumption("default", provider, model, at, CaseContext.read(row), usage);
        Charge charge = bookFor(row, provider, model).price(consumption).withFlags(inclusive.flags());
        return charge.isPriced() ? CaseTerms.apply(charge, row, provider) : charge;
    }

    private PriceBook bookFor(JsonNode row, String provider, String model) {
        JsonNode custom = row.path("custom_price");
        if (!custom.isObject() || custom.isEmpty()) {
            return book;
        }
        Map<String, String> costs = new TreeMap<>();
        custom.properties().stream()
                .filter(cost -> !cost.getValue().isNull())
                .forEach(cost -> costs.put(cost.getKey(), cost.getValue().asText()));
        PriceEntry entry = PriceEntry.builder()
                .sets(LiteLlmPrices.custom(costs))
                .source("custom price")
                .build();
        String billedBy = provider.isBlank() ? "custom" : provider;
        return PriceBook.of(List.of(new ModelPrices(billedBy, model, List.of(), List.of(entry))));
    }
}
