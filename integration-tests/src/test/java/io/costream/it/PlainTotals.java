package io.costream.it;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.schemas.CallMapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Totals as a plain loop over the same calls finds them: what the product's are compared with. */
final class PlainTotals {
    /** What one total must say; the cost as a plain decimal. */
    record Row(long calls, long unpriced, long tokens, String cost) {}

    private record Priced(Call call, boolean isPriced, BigDecimal total) {}

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
                long[] count = counts.computeIfAbsent(name, absent -> new long[3]);
                count[0]++;
                count[1] += priced.isPriced() ? 0 : 1;
                count[2] += call.getInputUncached() + call.getOutputText() + call.getOutputReasoning();
                costs.merge(name, priced.total(), BigDecimal::add);
            }
        }
        Map<String, Row> rows = new TreeMap<>();
        counts.forEach((name, count) -> rows.put(name, new Row(count[0], count[1], count[2], plain(costs.get(name)))));
        return rows;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
