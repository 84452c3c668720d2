package io.costream.processor.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.costream.pricing.Direction;
import io.costream.pricing.ExchangeRates.ExchangeRate;
import io.costream.pricing.Money;
import io.costream.processor.domain.Cell;
import io.costream.processor.domain.Dimension;
import io.costream.processor.domain.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Totals as JSON: counts are numbers, amounts plain decimal strings in the currency of a rate. */
final class RowJson {
    /** Decimal places of a share or a rate of success. */
    private static final int RATIO_SCALE = 6;

    private RowJson() {}

    /**
     * The totals of a cell.
     *
     * @param whole what {@code share} is a part of
     * @param rate what amounts are converted at
     */
    static ObjectNode of(JsonNode key, Cell cell, Money whole, ExchangeRate rate) {
        long input = cell.tokens(Direction.INPUT);
        long output = cell.tokens(Direction.OUTPUT);
        Money total = cell.total();
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set("key", key);
        row.put("calls", cell.calls())
                .put("errors", cell.errors())
                .put("unpriced_calls", cell.unpriced())
                .put("input_tokens", input)
                .put("output_tokens", output)
                .put("total_tokens", Math.addExact(input, output))
                .put("input_cost", rate.convert(cell.cost(Direction.INPUT)))
                .put("output_cost", rate.convert(cell.cost(Direction.OUTPUT)))
                .put("total_cost", rate.convert(total))
                .put("charged", rate.convert(total.minus(cell.adjusted())))
                .put("adjusted", rate.convert(cell.adjusted()))
                .put("cache_savings", rate.convert(cell.cacheSavings()))
                .put("average_cost", rate.convert(averageMoney(total, cell.calls() - cell.unpriced())));
        addLatency(row, cell)
                .put("success_rate", ratio(cell.calls() - cell.errors(), cell.calls()))
                .put("share", share(total, whole));
        ObjectNode statuses = row.putObject("by_status");
        for (Outcome outcome : Outcome.values()) {
            statuses.put(outcome.label(), cell.calls(outcome));
        }
        return row;
    }

    static JsonNode key(List<Dimension> dimensions, List<String> values) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < dimensions.size(); i++) {
            key.put(dimensions.get(i).label(), values.get(i));
        }
        return key;
    }

    static JsonNode key(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }

    /** An amount divided by a number, rounded half-even to 1e-12 USD; 0 where there is nothing to divide by. */
    static String average(Money amount, long number) {
        return averageMoney(amount, number).toString();
    }

    /** The same as an amount. */
    static Money averageMoney(Money amount, long number) {
        return number <= 0
                ? Money.ZERO
                : Money.rounded(
                        amount.toBigDecimal().divide(BigDecimal.valueOf(number), Money.SCALE, RoundingMode.HALF_EVEN));
    }

    static BigDecimal averageMillis(Cell cell) {
        return cell.timed() == 0
                ? BigDecimal.ZERO
                : plain(BigDecimal.valueOf(cell.latencyMicros(), 3)
                        .divide(BigDecimal.valueOf(cell.timed()), 3, RoundingMode.HALF_EVEN));
    }

    static ObjectNode addLatency(ObjectNode row, Cell cell) {
        return row.put("average_latency_ms", averageMillis(cell))
                .put("p50_latency_ms", percentileMillis(cell, 50))
                .put("p95_latency_ms", percentileMillis(cell, 95))
                .put("p99_latency_ms", percentileMillis(cell, 99));
    }

    /** Null where it is not known. */
    private static @Nullable BigDecimal percentileMillis(Cell cell, int percent) {
        OptionalLong micros = cell.percentileMicros(percent);
        return micros.isEmpty() ? null : plain(BigDecimal.valueOf(micros.getAsLong(), 3));
    }

    static BigDecimal ratio(long part, long whole) {
        return whole == 0 ? BigDecimal.ZERO : ratio(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return plain(part.divide(whole, RATIO_SCALE, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal share(Money part, Money whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : ratio(part.toBigDecimal(), whole.toBigDecimal());
    }

    /** Without needless zeros, and never with an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }
}
