package io.costream.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costream.avro.Call;
import io.costream.avro.Outcome;
import io.costream.pricing.Charge;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.schemas.CallMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Totals as a plain loop over the same calls finds them: what the product's are compared with. */
final class PlainTotals {
    /** What one total must say; the cost as a plain decimal, calls by status in the order of {@link Outcome}. */
    record Row(long calls, long unpriced, long tokens, List<Long> byStatus, String cost) {
        /** What a row of an answer says. */
        static Row of(JsonNode row) {
            List<Long> byStatus = OUTCOMES.stream()
                    .map(outcome -> row.path("by_status")
                            .path(outcome.name().toLowerCase(Locale.ROOT))
                            .asLong(-1))
                    .toList();
            long calls = row.path("calls").asLong();
            assertThat(row.path("errors").asLong()).isEqualTo(calls - byStatus.get(0));
            return new Row(
                    calls,
                    row.path("unpriced_calls").asLong(),
                    row.path("total_tokens").asLong(),
                    byStatus,
                    row.path("total_cost").asText());
        }
    }

    private record Priced(Call call, boolean isPriced, BigDecimal total) {}

    private static final int COUNTS = 3;
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final PriceBook BOOK = PriceBook.of(BuiltinCatalogue.load());

    private final Map<String, List<Priced>> byTenant = new HashMap<>();
    private final int number;

    /** Copies of a call are one call. */
    PlainTotals(List<Call> sent) {
        HashSet<Call> distinct = new HashSet<>(sent);
        number = distinct.size();
        distinct.forEach(call -> {
            Charge charge = BOOK.price(CallMapping.consumption(call));
            byTenant.computeIfAbsent(call.getTenant(), absent -> new ArrayList<>())
                    .add(new Priced(call, charge.isPriced(), charge.total().toBigDecimal()));
        });
    }

    int calls() {
        return number;
    }

    /** Totals of a tenant by a key; calls without one are left out. */
    Map<String, Row> of(String tenant, Function<Call, String> key) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        Map<String, long[]> counts = new TreeMap<>();
        for (Priced priced : byTenant.getOrDefault(tenant, List.of())) {
            Call call = priced.call();
            String name = key.apply(call);
            if (!name.isEmpty()) {
                long[] count = counts.computeIfAbsent(name, absent -> new long[COUNTS + OUTCOMES.size()]);
                count[0]++;
                count[1] += priced.isPriced() ? 0 : 1;
                count[2] += call.getInputUncached() + call.getOutputText() + call.getOutputReasoning();
                count[COUNTS + OUTCOMES.indexOf(call.getOutcome())]++;
                costs.merge(name, priced.total(), BigDecimal::add);
            }
        }
        Map<String, Row> rows = new TreeMap<>();
        counts.forEach((name, count) -> {
            List<Long> byStatus =
                    Arrays.stream(count, COUNTS, count.length).boxed().toList();
            rows.put(name, new Row(count[0], count[1], count[2], byStatus, plain(costs.get(name))));
        });
        return rows;
    }

    /** All measured latencies of a tenant by a key, in microseconds and ascending. */
    Map<String, List<Long>> latencies(String tenant, Function<Call, String> key) {
        Map<String, List<Long>> latencies = new TreeMap<>();
        for (Priced priced : byTenant.getOrDefault(tenant, List.of())) {
            long micros = priced.call().getLatencyMicros();
            List<Long> all = latencies.computeIfAbsent(key.apply(priced.call()), absent -> new ArrayList<>());
            if (micros > 0) {
                all.add(micros);
            }
        }
        latencies.values().forEach(Collections::sort);
        return latencies;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
