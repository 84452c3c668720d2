package io.costream.it;

import io.costream.avro.Call;
import io.costream.pricing.Charge;
import io.costream.pricing.PriceBook;
import io.costream.pricing.catalogue.BuiltinCatalogue;
import io.costream.schemas.CallMapping;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Totals as a plain loop over the same calls finds them: what the product's are compared with. */
final class PlainTotals {
    /** What one total must say; the cost as a plain decimal. */
    record Row(long calls, long unpriced, long tokens, String cost) {}

    private static final PriceBook BOOK = PriceBook.of(BuiltinCatalogue.load());

    private final Set<Call> calls;

    /** Copies of a call are one call. */
    PlainTotals(List<Call> sent) {
        calls = new HashSet<>(sent);
    }

    int calls() {
        return calls.size();
    }

    /** Totals of a tenant by a key. */
    Map<String, Row> of(String tenant, Function<Call, String> key) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        Map<String, long[]> counts = new TreeMap<>();
        for (Call call : calls) {
            if (call.getTenant().equals(tenant)) {
                Charge charge = BOOK.price(CallMapping.consumption(call));
                String name = key.apply(call);
                long[] count = counts.computeIfAbsent(name, absent -> new long[3]);
                count[0]++;
                count[1] += charge.isPriced() ? 0 : 1;
                count[2] += call.getInputUncached() + call.getOutputText() + call.getOutputReasoning();
                costs.merge(name, charge.total().toBigDecimal(), BigDecimal::add);
            }
        }
        Map<String, Row> rows = new TreeMap<>();
        counts.forEach((name, count) -> rows.put(name, new Row(count[0], count[1], count[2], plain(costs.get(name)))));
        return rows;
    }

    static String hour(Call call) {
        return call.getEventTime().truncatedTo(ChronoUnit.HOURS).toString();
    }

    static String day(Call call) {
        return call.getEventTime().truncatedTo(ChronoUnit.DAYS).toString();
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
