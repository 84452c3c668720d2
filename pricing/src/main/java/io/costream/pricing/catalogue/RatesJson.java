package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rates, and the conditions under which they hold, as JSON. */
final class RatesJson {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private RatesJson() {}

    static Map<Unit, Rate> readRates(JsonNode node, String where) {
        Map<Unit, Rate> rates = new TreeMap<>();
        Json.fields(node, (name, value) -> {
            Unit unit = Unit.of(name);
            rates.put(unit, readRate(value, usual(unit), where + " " + name));
        });
        return rates;
    }

    private static Rate readRate(JsonNode node, BigDecimal usual, String where) {
        if (!node.isObject()) {
            return new Rate(Json.decimal(node, where), usual);
        }
        Json.requireOnly(node, Set.of("usd", "per"), where);
        return new Rate(Json.decimal(node.path("usd"), where), Json.decimal(node.path("per"), where));
    }

    static ObjectNode writeRates(Map<Unit, Rate> rates) {
        ObjectNode node = Json.object();
        rates.forEach((unit, rate) -> {
            if (rate.per().compareTo(usual(unit)) == 0) {
                node.put(unit.name(), rate.usd().toPlainString());
            } else {
                node.putObject(unit.name())
                        .put("usd", rate.usd().toPlainString())
                        .put("per", rate.per().toPlainString());
            }
        });
        return node;
    }

    private static BigDecimal usual(Unit unit) {
        return unit.countsTokens() ? MILLION : BigDecimal.ONE;
    }

    static RateSet readSet(JsonNode node, String where) {
        Json.requireOnly(node, Set.of("when", "above", "from", "measure", "rates", "factor"), where + " sets");
        TreeMap<String, String> when = new TreeMap<>();
        Json.fields(node.path("when"), (name, value) -> when.put(name, value.asText()));
        return new RateSet(
                when,
                readSize(node, where),
                new TreeMap<>(readRates(node.path("rates"), where)),
                node.has("factor") ? Json.decimal(node.path("factor"), where + " factor") : BigDecimal.ONE);
    }

    private static SizeTier readSize(JsonNode node, String where) {
        String measure = node.path("measure").asText(SizeTier.INPUT_TOKENS);
        if (node.has("above")) {
            return new SizeTier(measure, SizeTier.Bound.ABOVE, Json.decimal(node.path("above"), where + " above"));
        }
        return node.has("from")
                ? new SizeTier(measure, SizeTier.Bound.FROM, Json.decimal(node.path("from"), where + " from"))
                : SizeTier.ANY;
    }

    static ObjectNode writeSet(RateSet set) {
        ObjectNode node = Json.object();
        if (!set.when().isEmpty()) {
            ObjectNode when = node.putObject("when");
            set.when().forEach(when::put);
        }
        SizeTier size = set.size();
        if (size.bound() != SizeTier.Bound.ANY) {
            String bound = size.bound() == SizeTier.Bound.ABOVE ? "above" : "from";
            node.put(bound, size.threshold());
            if (!size.measure().equals(SizeTier.INPUT_TOKENS)) {
                node.put("measure", size.measure());
            }
        }
        if (!set.rates().isEmpty()) {
            node.set("rates", writeRates(set.rates()));
        }
        if (set.factor().compareTo(BigDecimal.ONE) != 0) {
            node.put("factor", set.factor().toPlainString());
        }
        return node;
    }

    /** Whether a set has no condition and no factor, so that it can be written as the entry's own rates. */
    static boolean isPlain(RateSet set) {
        return set.equals(RateSet.of(set.rates()));
    }
}
