package io.costream.pricing.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.pricing.PricingContext;
import io.costream.pricing.Rate;
import io.costream.pricing.RateSet;
import io.costream.pricing.SizeTier;
import io.costream.pricing.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the rates of one model of a LiteLLM file. Not thread-safe. */
final class LiteLlmEntry {
    private static final Condition PLAIN = new Condition(new TreeMap<>(), SizeTier.ANY);
    private static final Condition BATCH =
            new Condition(new TreeMap<>(Map.of(PricingContext.SERVICE_TIER, "batch")), SizeTier.ANY);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private record Condition(SortedMap<String, String> when, SizeTier size) {}

    private final LiteLlmMode mode;
    private final Map<Condition, SortedMap<Unit, Rate>> rates = new LinkedHashMap<>();
    private final List<RateSet> factors = new ArrayList<>();

    LiteLlmEntry(LiteLlmMode mode) {
        this.mode = mode;
        rates.put(PLAIN, new TreeMap<>());
    }

    /** Takes a cost field; false where it is none. */
    boolean cost(String name, JsonNode value) {
        Optional<LiteLlmField> meaning = LiteLlmField.of(name, mode);
        if (meaning.isEmpty() || !(value.isNumber() || value.isTextual())) {
            return meaning.isPresent() && value.isNull();
        }
        LiteLlmField field = meaning.get();
        Rate rate = new Rate(Json.decimal(value, name), field.per());
        for (Unit unit : field.units()) {
            put(new Condition(field.when(), field.size()), unit, rate, name);
        }
        return true;
    }

    private void put(Condition condition, Unit unit, Rate rate, String name) {
        SortedMap<Unit, Rate> set = rates.computeIfAbsent(condition, any -> new TreeMap<>());
        Rate known = set.get(unit);
        // A model that charges by the second or the image names an input and an output cost; one of them is 0, or
        // both are the same. What was made counts more than what was sent.
        if (known == null
                || known.usd().signum() == 0
                || (name.startsWith("output_") && rate.usd().signum() > 0)) {
            set.put(unit, rate);
        }
    }

    void rate(Unit unit, Rate rate) {
        plain().put(unit, rate);
    }

    void rateIfAbsent(Unit unit, Rate rate) {
        plain().putIfAbsent(unit, rate);
    }

    @Nullable
    Rate rate(Unit unit) {
        return plain().get(unit);
    }

    void rate(Map<String, String> when, SizeTier size, Unit unit, Rate rate) {
        rates.computeIfAbsent(new Condition(new TreeMap<>(when), size), any -> new TreeMap<>())
                .put(unit, rate);
    }

    void factor(String context, String value, BigDecimal factor) {
        factors.add(RateSet.factor(Map.of(context, value), factor));
    }

    private SortedMap<Unit, Rate> plain() {
        return rates.computeIfAbsent(PLAIN, any -> new TreeMap<>());
    }

    /** The sets of the entry, completed by what the file's own calculator takes for granted. */
    List<RateSet> sets() {
        completeBatch();
        completeReasoning();
        List<RateSet> sets = new ArrayList<>();
        rates.forEach((condition, set) -> {
            if (!set.isEmpty() || condition.equals(PLAIN)) {
                sets.add(RateSet.of(condition.when(), condition.size(), set));
            }
        });
        sets.addAll(factors);
        return sets;
    }

    /** Without a batch price a batch costs half; with one, tokens read from a cache have no further discount. */
    private void completeBatch() {
        SortedMap<Unit, Rate> plain = plain();
        SortedMap<Unit, Rate> batch = rates.get(BATCH);
        if (batch == null) {
            if (plain.containsKey(Unit.INPUT_UNCACHED) || plain.containsKey(Unit.OUTPUT_TEXT)) {
                factors.add(RateSet.factor(BATCH.when(), HALF));
            }
            return;
        }
        for (Unit unit : List.copyOf(plain.keySet())) {
            if (unit.countsTokens() && !batch.containsKey(unit)) {
                Rate input = batch.get(Unit.INPUT_UNCACHED);
                boolean cached = unit.name().contains("_cache_");
                Rate half = plain.getOrDefault(unit, Rate.FREE).times(HALF);
                batch.put(unit, cached && input != null ? input : half);
            }
        }
        completeLargeBatches(batch);
    }

    /** A batch of a larger size has the discount that one of the usual size has. */
    private void completeLargeBatches(SortedMap<Unit, Rate> batch) {
        Rate whole = plain().get(Unit.INPUT_UNCACHED);
        Rate part = batch.get(Unit.INPUT_UNCACHED);
        if (whole == null || part == null || whole.usd().signum() == 0) {
            return;
        }
        for (Map.Entry<Condition, SortedMap<Unit, Rate>> sized : List.copyOf(rates.entrySet())) {
            Condition large = new Condition(BATCH.when(), sized.getKey().size());
            if (!sized.getKey().when().isEmpty() || rates.containsKey(large)) {
                continue;
            }
            SortedMap<Unit, Rate> discounted = new TreeMap<>();
            for (Unit unit : batch.keySet()) {
                Rate full = sized.getValue().get(unit.name().contains("_cache_") ? Unit.INPUT_UNCACHED : unit);
                if (full != null && unit.countsTokens()) {
                    discounted.put(unit, full.times(part, whole));
                }
            }
            rates.put(large, discounted);
        }
    }

    /** Where a context or a size has an output rate of its own, reasoning is output at that rate. */
    private void completeReasoning() {
        if (!plain().containsKey(Unit.OUTPUT_REASONING)) {
            return;
        }
        rates.forEach((condition, set) -> {
            Rate output = set.get(Unit.OUTPUT_TEXT);
            if (output != null && !condition.equals(PLAIN) && !condition.equals(BATCH)) {
                set.putIfAbsent(Unit.OUTPUT_REASONING, output);
            }
        });
    }
}
