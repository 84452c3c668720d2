package io.costream.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.cli.calls.Rejection.Rejected;
import io.costream.pricing.Unit;
import io.costream.pricing.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Usage as a file reports it, made disjoint. Input and output are inclusive totals there: cached, written and reasoning
 * tokens are part of them. Quantities by unit, where the row has them, win over the totals.
 *
 * @param flags what is odd about it
 */
record ReportedUsage(Usage usage, List<String> flags) {
    static final String CONTRADICTORY = "usage_contradictory";

    ReportedUsage {
        flags = List.copyOf(flags);
    }

    static ReportedUsage take(Fields fields) throws Rejected {
        Map<String, JsonNode> byUnit = new LinkedHashMap<>(fields.startingWith("unit_"));
        Optional<JsonNode> stated = fields.structure("usage");
        stated.ifPresent(node -> node.properties().forEach(unit -> byUnit.put(unit.getKey(), unit.getValue())));
        Inclusive inclusive = Inclusive.take(fields);
        return byUnit.isEmpty() && stated.isEmpty()
                ? inclusive.disjoint()
                : new ReportedUsage(disjoint(byUnit), List.of());
    }

    private static Usage disjoint(Map<String, JsonNode> byUnit) throws Rejected {
        Usage.Builder usage = Usage.builder();
        for (Map.Entry<String, JsonNode> unit : byUnit.entrySet()) {
            if (!unit.getValue().isNull()) {
                set(usage, Unit.of(unit.getKey()), Fields.number("usage." + unit.getKey(), unit.getValue()));
            }
        }
        return usage.build();
    }

    private static void set(Usage.Builder usage, Unit unit, BigDecimal quantity) throws Rejected {
        try {
            usage.quantity(unit, quantity);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            String rule = unit.countsTokens() ? "a whole number is expected" : "at most nine decimal places are kept";
            throw new Rejected(Rejection.INVALID, unit + " is " + quantity.toPlainString() + ", but " + rule);
        }
    }

    /** The counts of a row before they are told apart. */
    private record Inclusive(
            OptionalLong input,
            OptionalLong output,
            OptionalLong total,
            long cacheRead,
            long cacheWrite,
            long reasoning,
            Map<Unit, BigDecimal> others) {
        static Inclusive take(Fields fields) throws Rejected {
            Map<Unit, BigDecimal> others = new LinkedHashMap<>();
            for (Unit unit : List.of(Unit.IMAGE_COUNT, Unit.AUDIO_SECONDS, Unit.VIDEO_SECONDS, Unit.PREPROCESSING_MS)) {
                fields.number(unit.name()).ifPresent(quantity -> others.put(unit, quantity));
            }
            return new Inclusive(
                    fields.count("input_tokens"),
                    fields.count("output_tokens"),
                    fields.count("total_tokens"),
                    fields.count("cache_read_tokens").orElse(0),
                    fields.count("cache_write_tokens").orElse(0),
                    fields.count("reasoning_tokens").orElse(0),
                    others);
        }

        /**
         * The stated totals hold whatever their parts say, since they are what the file sums to: a part above its total
         * is cut and flagged.
         */
        ReportedUsage disjoint() throws Rejected {
            List<String> flags = new ArrayList<>();
            long all = total.orElse(0);
            long in = input.orElse(Math.max(all - output.orElse(0), cacheRead + cacheWrite));
            long out = output.orElse(Math.max(all - in, reasoning));
            long read = Math.min(cacheRead, in);
            long written = Math.min(cacheWrite, in - read);
            long thought = Math.min(reasoning, out);
            boolean cut = read != cacheRead || written != cacheWrite || thought != reasoning;
            if (cut || (total.isPresent() && total.getAsLong() != in + out)) {
                flags.add(CONTRADICTORY);
            }
            Usage.Builder usage = Usage.builder()
                    .tokens(Unit.INPUT_UNCACHED, in - read - written)
                    .tokens(Unit.INPUT_CACHE_READ, read)
                    .tokens(Unit.INPUT_CACHE_WRITE_UNSPECIFIED, written)
                    .tokens(Unit.OUTPUT_TEXT, out - thought)
                    .tokens(Unit.OUTPUT_REASONING, thought);
            for (Map.Entry<Unit, BigDecimal> other : others.entrySet()) {
                set(usage, other.getKey(), other.getValue());
            }
            return new ReportedUsage(usage.build(), flags);
        }
    }
}
